import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ElectrumMock.class)
class SaleTest {
    @Test
    void confirmsTheVoucher(@ElectrumMock.Play("f1-dual-success") ElectrumMock.Sandbox sandbox) {
        assertTrue(new Till(sandbox.url(), Duration.ofSeconds(5), true).sell());
        sandbox.await("confirm", 1);
        sandbox.assertPass();
    }

    @Test
    void noticesATillThatDoesNotReverse(
            @ElectrumMock.Play("f4-till-timeout-retries-fail") ElectrumMock.Sandbox sandbox) {
        new Till(sandbox.url(), Duration.ofMillis(200), false).sell();
        var failure = assertThrows(AssertionError.class, sandbox::assertPass);
        assertTrue(failure.getMessage().contains("D5 fail: "), failure.getMessage());
    }

    @Test
    void asksAgainWhenTheReplyIsLost(@ElectrumMock.Play(yaml = """
            rules:
              - name: reply-lost
                on: [provision]
                replies: [{lost: reply, hold: 90s}]
            """, manualClock = true) ElectrumMock.Sandbox sandbox) throws Exception {
        var sale = CompletableFuture.supplyAsync(new Till(sandbox.url(), Duration.ofSeconds(60), true)::sell);
        sandbox.await("provision", 1);
        sandbox.advance(Duration.ofSeconds(90));
        assertTrue(sale.get());
        assertEquals("confirmed", sandbox.transactions().get(0).state());
        sandbox.assertPass();
    }
}
