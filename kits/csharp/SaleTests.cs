using System;
using System.Threading.Tasks;
using Xunit;

public class SaleTests : IClassFixture<ElectrumMock>
{
    private readonly ElectrumMock mock;

    public SaleTests(ElectrumMock mock) => this.mock = mock;

    [Fact]
    public void ConfirmsTheVoucher()
    {
        using (var sandbox = mock.Sandbox("f1-dual-success"))
        {
            Assert.True(new Till(sandbox.Url, TimeSpan.FromSeconds(5)).Sell());
            sandbox.Await("confirm");
            sandbox.AssertPass();
        }
    }

    [Fact]
    public void NoticesATillThatDoesNotReverse()
    {
        using (var sandbox = mock.Sandbox("f4-till-timeout-retries-fail"))
        {
            new Till(sandbox.Url, TimeSpan.FromMilliseconds(200), reverses: false).Sell();
            var failure = Assert.Throws<TillFailure>(() => sandbox.AssertPass());
            Assert.Contains("D5 fail: ", failure.Message);
        }
    }

    private const string LostReply = @"
rules:
  - name: reply-lost
    on: [provision]
    replies: [{lost: reply, hold: 90s}]
";

    [Fact]
    public async Task AsksAgainWhenTheReplyIsLost()
    {
        using (var sandbox = mock.Sandbox(yaml: LostReply, manualClock: true))
        {
            var sale = Task.Run(() => new Till(sandbox.Url, TimeSpan.FromSeconds(60)).Sell());
            sandbox.Await("provision");
            sandbox.Advance(TimeSpan.FromSeconds(90));
            Assert.True(await sale);
            Assert.Equal("confirmed", sandbox.Transactions()[0].State);
            sandbox.AssertPass();
        }
    }
}
