import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A sandbox of electrum-mock for each test: {@code @ExtendWith(ElectrumMock.class)}, and a parameter
 * {@code @ElectrumMock.Play("f1-dual-success") ElectrumMock.Sandbox sandbox}. The mock is the one at
 * ELECTRUM_MOCK_ADMIN, or one is started (ELECTRUM_MOCK_BIN, else electrum-mock on the PATH) that
 * ends with the tests.
 */
public final class ElectrumMock implements ParameterResolver {
    /** The set-up of a sandbox: a scenario by its name, or the text of one. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Play {
        String value() default "";
        String yaml() default "";
        boolean manualClock() default false;
        String seed() default "";
    }

    /** A provision as the switch and the provider see it. */
    public record Transaction(String id, String state, String providerState) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.isAnnotated(Play.class);
    }

    @Override
    public Sandbox resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var space = ExtensionContext.Namespace.create(ElectrumMock.class);
        var mock = test.getRoot().getStore(space).getOrComputeIfAbsent(Mock.class);
        var play = parameter.findAnnotation(Play.class).orElseThrow();
        var sandbox = new Sandbox(mock, test.getRequiredTestMethod().getName(), play);
        test.getStore(space).put(sandbox, sandbox);
        return sandbox;
    }

    /** A sandbox of one test: ledger, journal, clock and queues of its own. */
    public static final class Sandbox implements CloseableResource {
        private final Mock mock;
        private final String path;
        private final String url;

        private Sandbox(Mock mock, String test, Play play) {
            this.mock = mock;
            path = "/sandboxes/%.40s-%.8s".formatted(test.replaceAll("[^A-Za-z0-9._-]", "-"), UUID.randomUUID());
            var target = path + "?clock=" + (play.manualClock() ? "manual" : "real")
                    + (play.seed().isEmpty() ? "" : "&seed=" + play.seed());
            var named = play.value().isEmpty() ? "{}" : "{\"scenario\": \"" + play.value() + "\"}";
            var isNamed = play.yaml().isEmpty();
            url = member("url", mock.ask("PUT", target, isNamed ? "json" : "yaml", isNamed ? named : play.yaml()));
        }

        /** The base URL for the till; it ends in /suv/v1. */
        public String url() { return url; }

        /** Waits, for 10 seconds at most, until so many messages of an operation have arrived. */
        public void await(String operation, int count) {
            var found = mock.ask("GET", path + "/journal/await?operation=" + operation + "&count=" + count, "json", "");
            if (found.startsWith("{\"satisfied\":true")) return;
            throw new AssertionError(count + " times " + operation + " expected; there came " + found);
        }

        /** Moves a manual clock; what falls due on the way happens. */
        public void advance(Duration span) {
            mock.ask("POST", path + "/clock", "json", "{\"advance\": \"" + span.toMillis() + "ms\"}");
        }

        /** The provisions, the newest first. */
        public List<Transaction> transactions() {
            var list = mock.ask("GET", path + "/transactions?limit=10000", "json", "");
            return Pattern.compile("\\{\"id\":.*?\"providerState\":\"[^\"]*\"").matcher(list).results()
                    .map(found -> found.group())
                    .map(one -> new Transaction(member("id", one), member("state", one), member("providerState", one)))
                    .toList();
        }

        /** Fails, with a line for each finding, unless the till has done all that it owes. */
        public void assertPass() {
            var findings = mock.ask("GET", path + "/report?format=lines&final=true", "json", "").lines()
                    .filter(line -> List.of("fail", "inconclusive").contains(member("verdict", line)))
                    .map(line -> member("id", line) + " " + member("verdict", line) + ": " + member("message", line))
                    .collect(Collectors.joining("\n"));
            if (!findings.isEmpty()) throw new AssertionError(findings);
        }

        @Override
        public void close() { mock.ask("DELETE", path, "json", ""); }
    }

    private static final class Mock {
        private final HttpClient client = HttpClient.newHttpClient();
        private final String admin;

        private Mock() throws IOException {
            var given = System.getenv("ELECTRUM_MOCK_ADMIN");
            admin = given != null ? given : start().replaceAll(".* |/suv/v1", "") + "/_mock";
        }

        /** Starts a mock that ends with this process, and returns its first line. */
        private static String start() throws IOException {
            var binary = System.getenv().getOrDefault("ELECTRUM_MOCK_BIN", "electrum-mock");
            var process = new ProcessBuilder(binary, "serve", "--quiet", "--stop-with-parent", "--listen", "127.0.0.1:0")
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            var line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
            if (line == null) throw new IOException("electrum-mock did not start");
            return line;
        }

        private String ask(String method, String path, String type, String body) {
            var token = Optional.ofNullable(System.getenv("ELECTRUM_MOCK_ADMIN_TOKEN"));
            var request = HttpRequest.newBuilder(URI.create(admin + path)).timeout(Duration.ofSeconds(30))
                    .header("Accept", "text/plain").header("Content-Type", "application/" + type).method(method, BodyPublishers.ofString(body));
            token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
            try {
                var answer = client.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() < 300) return answer.body();
                throw new AssertionError("electrum-mock: " + answer.body());
            } catch (IOException | InterruptedException problem) {
                throw new AssertionError(method + " " + admin + path + ": " + problem, problem);
            }
        }
    }

    /** The first text of that name in JSON as the mock writes it. */
    private static String member(String name, String json) {
        var found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
        return found.find() ? found.group(1).replace("\\u", "\\\\u").translateEscapes() : "";
    }
}
