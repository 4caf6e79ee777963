import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A small till to try the tests with, in the place of yours. */
final class Till {
    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("22222222:secret".getBytes());

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final Duration timeout;
    private final boolean reverses;

    Till(String url, Duration timeout, boolean reverses) {
        this.url = url;
        this.timeout = timeout;
        this.reverses = reverses;
    }

    /** Sells a voucher; true if the customer has it. */
    boolean sell() {
        var id = UUID.randomUUID().toString();
        var provision = """
            {"id": "%s", "time": "%s", "client": {"id": "22222222", "name": "Till Co"}, "originator":
             {"institution": {"id": "22222222", "name": "Till Co"}, "terminalId": "term0001", "merchant":
              {"merchantType": "5411", "merchantId": "merchant0000001", "merchantName":
               {"name": "Corner Shop", "city": "Cape Town", "region": "WC", "country": "ZA"}}},
             "receiver": {"id": "33333333333", "name": "OTT"}, "thirdPartyIdentifiers":
             [{"institutionId": "22222222", "transactionIdentifier": "123456789012"}],
             "amounts": {"requestAmount": {"amount": 10000, "currency": "710"}},
             "product": {"productId": "prodId01"}}""".formatted(id, now());
        var answer = send("/vouchers", provision);
        for (int retry = 0; retry < 3 && isUnknown(answer); retry++) {
            pause();
            answer = send("/vouchers/" + id + "/retry", provision);
        }
        if (answer != null && answer.statusCode() == 201) {
            advise("/vouchers/confirmations", id, answer.body(),
                    "\"tenders\": [{\"tenderType\": \"CASH\", \"amount\": {\"amount\": 10000, \"currency\": \"710\"}}]");
            return true;
        }
        if (isUnknown(answer) && reverses) advise("/vouchers/reversals", id, provision, "\"reversalReason\": \"TIMEOUT\"");
        return false;
    }

    private void advise(String path, String provision, String source, String more) {
        var identifiers = Pattern.compile("\"thirdPartyIdentifiers\":\\s*(\\[[^]]*])").matcher(source);
        identifiers.find();
        var advice = "{\"id\": \"%s\", \"requestId\": \"%s\", \"time\": \"%s\", \"thirdPartyIdentifiers\": %s, %s}"
                .formatted(UUID.randomUUID(), provision, now(), identifiers.group(1), more);
        while (isUnknown(send(path, advice))) pause();
    }

    /** The answer; null if there is none. */
    private HttpResponse<String> send(String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(timeout).header("Authorization", BASIC)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            return null;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(110_000_000);
    }

    private static boolean isUnknown(HttpResponse<String> answer) {
        return answer == null || answer.statusCode() >= 500;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
