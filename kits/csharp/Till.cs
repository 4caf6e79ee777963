using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

/// <summary>A small till to try the tests with, in the place of yours.</summary>
public sealed class Till
{
    private readonly HttpClient client;
    private readonly string url;
    private readonly bool reverses;

    public Till(string url, TimeSpan timeout, bool reverses = true)
    {
        this.url = url;
        this.reverses = reverses;
        client = new HttpClient { Timeout = timeout };
        var credentials = Convert.ToBase64String(Encoding.ASCII.GetBytes("22222222:secret"));
        client.DefaultRequestHeaders.Add("Authorization", "Basic " + credentials);
    }

    /// <summary>Sells a voucher; true if the customer has it.</summary>
    public bool Sell()
    {
        var id = Guid.NewGuid().ToString();
        var provision = @"{""id"": ""{0}"", ""time"": ""{1}"", ""client"": {""id"": ""22222222"", ""name"": ""Till Co""},
 ""originator"": {""institution"": {""id"": ""22222222"", ""name"": ""Till Co""}, ""terminalId"": ""term0001"",
  ""merchant"": {""merchantType"": ""5411"", ""merchantId"": ""merchant0000001"", ""merchantName"":
   {""name"": ""Corner Shop"", ""city"": ""Cape Town"", ""region"": ""WC"", ""country"": ""ZA""}}},
 ""receiver"": {""id"": ""33333333333"", ""name"": ""OTT""}, ""thirdPartyIdentifiers"":
  [{""institutionId"": ""22222222"", ""transactionIdentifier"": ""123456789012""}],
 ""amounts"": {""requestAmount"": {""amount"": 10000, ""currency"": ""710""}},
 ""product"": {""productId"": ""prodId01""}}".Replace("{0}", id).Replace("{1}", Now());
        var (status, answer) = Send("/vouchers", provision);
        for (var retry = 0; retry < 3 && IsUnknown(status); retry++)
        {
            Thread.Sleep(110);
            (status, answer) = Send($"/vouchers/{id}/retry", provision);
        }
        if (status == HttpStatusCode.Created)
        {
            Advise("/vouchers/confirmations", id, answer,
                @"""tenders"": [{""tenderType"": ""CASH"", ""amount"": {""amount"": 10000, ""currency"": ""710""}}]");
            return true;
        }
        if (IsUnknown(status) && reverses)
            Advise("/vouchers/reversals", id, provision, @"""reversalReason"": ""TIMEOUT""");
        return false;
    }

    private void Advise(string path, string provision, string source, string more)
    {
        var identifiers = Regex.Match(source, @"""thirdPartyIdentifiers"":\s*(\[[^]]*])").Groups[1].Value;
        var advice = $"{{\"id\": \"{Guid.NewGuid()}\", \"requestId\": \"{provision}\", \"time\": \"{Now()}\", "
            + $"\"thirdPartyIdentifiers\": {identifiers}, {more}}}";
        while (IsUnknown(Send(path, advice).Status)) Thread.Sleep(110);
    }

    /// <summary>Status and body of the answer; null if there is none.</summary>
    private (HttpStatusCode? Status, string Body) Send(string path, string body)
    {
        try
        {
            var content = new StringContent(body, Encoding.UTF8, "application/json");
            var answer = client.PostAsync(url + path, content).GetAwaiter().GetResult();
            return (answer.StatusCode, answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        }
        catch (Exception lost) when (lost is HttpRequestException || lost is TaskCanceledException)
        {
            return (null, null);
        }
    }

    private static bool IsUnknown(HttpStatusCode? status) => status == null || (int)status >= 500;

    private static string Now() => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
