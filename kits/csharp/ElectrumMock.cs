using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

/// <summary>
/// A mock for the tests of a class: <c>IClassFixture&lt;ElectrumMock&gt;</c>. It is the one at
/// ELECTRUM_MOCK_ADMIN, or one is started (ELECTRUM_MOCK_BIN, else electrum-mock on the PATH) that ends
/// with the tests.
/// </summary>
public sealed class ElectrumMock : IDisposable
{
    private readonly HttpClient client = new HttpClient(new HttpClientHandler { UseProxy = false });
    private readonly Process process;
    private readonly string admin = Environment.GetEnvironmentVariable("ELECTRUM_MOCK_ADMIN");

    public ElectrumMock()
    {
        client.DefaultRequestHeaders.Accept.ParseAdd("text/plain");
        var token = Environment.GetEnvironmentVariable("ELECTRUM_MOCK_ADMIN_TOKEN");
        if (token != null) client.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
        if (admin != null) return;
        var binary = Environment.GetEnvironmentVariable("ELECTRUM_MOCK_BIN") ?? "electrum-mock";
        var start = new ProcessStartInfo(binary, "serve --quiet --stop-with-parent --listen 127.0.0.1:0")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start);
        var line = process.StandardOutput.ReadLine() ?? throw new IOException("electrum-mock did not start");
        admin = line.Substring(line.LastIndexOf(' ') + 1).Replace("/suv/v1", "/_mock");
    }

    /// <summary>Makes a sandbox that plays a scenario by its name, or the text of one.</summary>
    public Sandbox Sandbox(
        string scenario = null, string yaml = null, bool manualClock = false, ulong? seed = null,
        [CallerMemberName] string test = "test")
    {
        var name = Regex.Replace(test, "[^A-Za-z0-9._-]", "-");
        var path = $"/sandboxes/{name.Substring(0, Math.Min(50, name.Length))}-{Guid.NewGuid().ToString("N").Substring(0, 8)}";
        var query = "?clock=" + (manualClock ? "manual" : "real") + (seed == null ? "" : "&seed=" + seed);
        var made = yaml != null
            ? Ask("PUT", path + query, yaml, "application/yaml")
            : Ask("PUT", path + query, scenario == null ? "{}" : "{\"scenario\": \"" + scenario + "\"}");
        return new Sandbox(this, path, Json(made).Element("url").Value);
    }

    public void Dispose()
    {
        if (process != null && !process.HasExited) process.Kill();
        process?.Dispose();
        client.Dispose();
    }

    internal string Ask(string method, string path, string body = null, string type = "application/json")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), admin + path);
        if (body != null) request.Content = new StringContent(body, new UTF8Encoding(false), type);
        using (var answer = client.SendAsync(request).GetAwaiter().GetResult())
        {
            var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException("electrum-mock: " + text);
        }
    }

    internal static XElement Json(string text)
    {
        using (var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(text), XmlDictionaryReaderQuotas.Max))
        {
            return XElement.Load(reader);
        }
    }
}

/// <summary>A sandbox of one test: ledger, journal, clock and queues of its own.</summary>
public sealed class Sandbox : IDisposable
{
    private readonly ElectrumMock mock;
    private readonly string path;

    internal Sandbox(ElectrumMock mock, string path, string url)
    {
        this.mock = mock;
        this.path = path;
        Url = url;
    }

    /// <summary>The base URL for the till; it ends in /suv/v1.</summary>
    public string Url { get; }

    /// <summary>Waits, for 10 seconds at most, until so many messages of an operation have arrived.</summary>
    public void Await(string operation, int count = 1)
    {
        var found = ElectrumMock.Json(mock.Ask("GET", $"{path}/journal/await?operation={operation}&count={count}"));
        if (found.Element("satisfied").Value == "true") return;
        throw new TimeoutException(
            $"{count} times {operation} expected; there came {found.Element("records").Elements().Count()}");
    }

    /// <summary>Moves a manual clock; what falls due on the way happens.</summary>
    public void Advance(TimeSpan span) =>
        mock.Ask("POST", path + "/clock", "{\"advance\": \"" + (long)span.TotalMilliseconds + "ms\"}");

    /// <summary>The provisions, the newest first: id, state at the switch, state at the provider.</summary>
    public IReadOnlyList<(string Id, string State, string ProviderState)> Transactions() =>
        ElectrumMock.Json(mock.Ask("GET", path + "/transactions?limit=10000")).Element("transactions").Elements()
            .Select(one => (one.Element("id").Value, one.Element("state").Value, one.Element("providerState").Value))
            .ToList();

    /// <summary>Fails, with a line for each finding, unless the till has done all that it owes.</summary>
    public void AssertPass()
    {
        var findings = mock.Ask("GET", path + "/report?format=lines&final=true")
            .Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries).Select(ElectrumMock.Json)
            .Where(line => new[] { "fail", "inconclusive" }.Contains(line.Element("verdict").Value))
            .Select(line => $"{line.Element("id").Value} {line.Element("verdict").Value}: {line.Element("message").Value}")
            .ToList();
        if (findings.Count > 0) throw new TillFailure(string.Join("\n", findings));
    }

    public void Dispose() => mock.Ask("DELETE", path);
}

/// <summary>The till does not pass; the message has a line for each finding.</summary>
public sealed class TillFailure : Exception
{
    internal TillFailure(string message) : base(message) { }
}
