import JSONTree
import Vocabulary

/// An HTTP library that repeats a POST automatically, recognised by its User-Agent, and how to
/// switch that off.
struct HTTPLibrary {
    /// The beginning of the User-Agent, in lower case.
    let prefix: String
    let remedy: String

    /// The known libraries; the longest matching prefix decides.
    private static let known = [
        HTTPLibrary(
            prefix: "okhttp",
            remedy: "OkHttpClient.Builder().retryOnConnectionFailure(false)"),
        HTTPLibrary(
            prefix: "java/",
            remedy: "-Dsun.net.http.retryPost=false (HttpURLConnection, Jersey 1)"),
        HTTPLibrary(prefix: "jersey/1", remedy: "-Dsun.net.http.retryPost=false"),
        HTTPLibrary(
            prefix: "java-http-client",
            remedy: "no -Djdk.httpclient.enableAllMethodRetry"),
        HTTPLibrary(
            prefix: "apache-httpclient/4",
            remedy: "HttpClientBuilder.disableAutomaticRetries(), or "
                + "new DefaultHttpRequestRetryHandler(0, false), and no "
                + "ServiceUnavailableRetryStrategy"),
        HTTPLibrary(
            prefix: "apache-httpclient",
            remedy: "HttpClientBuilder.disableAutomaticRetries(), or a "
                + "DefaultHttpRequestRetryStrategy of 0 retries; after a 503 it repeats a POST, too"
        ),
        HTTPLibrary(
            prefix: "python-requests",
            remedy: "HTTPAdapter(max_retries=0), or Retry(allowed_methods=…) without POST"),
        HTTPLibrary(
            prefix: "python-urllib3",
            remedy: "retries=False, or Retry(allowed_methods=…) without POST"
        ),
        HTTPLibrary(
            prefix: "curl",
            remedy: "curl without --retry; in libcurl CURLOPT_FRESH_CONNECT or CURLOPT_FORBID_REUSE"
        ),
        HTTPLibrary(
            prefix: "libcurl", remedy: "CURLOPT_FRESH_CONNECT or CURLOPT_FORBID_REUSE"),
        HTTPLibrary(
            prefix: "go-http-client",
            remedy: "no Idempotency-Key header, or Request.GetBody = nil"),
        HTTPLibrary(
            prefix: "axios", remedy: "axios-retry with a retryCondition that leaves out POST"),
        HTTPLibrary(prefix: "guzzlehttp", remedy: "no Middleware::retry for POST"),
        HTTPLibrary(prefix: "faraday", remedy: "the retry middleware's methods without :post"),
        HTTPLibrary(prefix: "dart", remedy: "no RetryClient for POST"),
        HTTPLibrary(prefix: "restsharp", remedy: "no Polly policy that repeats a POST"),
    ]

    private static let unknown = HTTPLibrary(
        prefix: "",
        remedy: "the library's automatic repeats (in .NET a Polly or resilience handler)")

    /// Returns a remark for a message that repeats another within moments and byte by byte, after a
    /// lost answer or a 503; a till would change at least the time. Empty for any other message.
    static func remark(on message: MessageRecord, after earlier: MessageRecord) -> String {
        guard isRepeat(message, of: earlier) else { return "" }
        let agent = message.userAgent?.split(separator: " ").first.map(String.init) ?? ""
        let named = known.filter { agent.lowercased().hasPrefix($0.prefix) }
            .max { $0.prefix.utf8.count < $1.prefix.utf8.count }
        guard named != nil || isNobodysOwn(message, after: earlier) else { return "" }
        let library = named ?? unknown
        let name = agent.isEmpty ? "" : " (\(agent.shown))"
        return "; probably repeated by the HTTP library\(name), not by the till's own code: "
            + "to switch that off, \(library.remedy)"
    }

    /// The longest pause of a library before a repeat: most have none, HttpClient 5 ms and
    /// `curl --retry` 1 s.
    private static let moments = Duration.seconds(3)

    /// A time too short for a pause of a till's own code.
    private static let instant = Duration.milliseconds(50)

    /// Returns true if a repeat cannot be the work of a till that has the retry operation, or was
    /// too fast for it.
    private static func isNobodysOwn(
        _ message: MessageRecord, after earlier: MessageRecord
    ) -> Bool {
        message.operation == .provision
            || message.at <= (earlier.finishedAt ?? message.at).advanced(by: instant)
    }

    private static func isRepeat(_ message: MessageRecord, of earlier: MessageRecord) -> Bool {
        guard message.operation == earlier.operation, message.request == earlier.request,
            message.request.members != nil
        else { return false }
        let end = min(earlier.finishedAt ?? message.at, message.at)
        guard message.at <= end.advanced(by: moments) else { return false }
        switch earlier.answer {
        case .pending, .none, .spoilt: return true
        case .whole(let status):
            // The next retry of a till that has had an answer is its own.
            guard message.operation != .retry else { return false }
            return status == 503 || message.at < earlier.finishedAt ?? message.at
        }
    }
}
