import JSONTree
import Journal
import Testing
import Vocabulary

struct JudgeSettingsTests {
    @Test(
        "what a scenario may say under judge is understood",
        arguments: [
            [:], ["D11": "off"], ["D11": false], ["D11": "on"], ["D3": ["retriesMax": 5]],
            ["D3": "fail"], ["D8": "warn"], ["D3": ["level": "warn", "retriesMax": 1]],
            ["D18": ["patience": "60s"]], ["owedWithin": "10s"], ["D15": ["spacing": "0.5s"]],
            ["D1": ["owedWithin": "2m"]],
        ] as [JSON])
    func understood(_ judge: JSON) {
        #expect(throws: Never.self) { try JudgeSettings(judge) }
    }

    @Test(
        "what it may not say is an error that says why",
        arguments: [
            ([], "judge: not an object"),
            (["D19": "off"], "judge: there is no rule \"D19\""),
            (["D3": ["retries": 5]], "judge: D3 has no parameter \"retries\""),
            (["D3": 5], "judge: D3 is neither off, warn or fail nor an object"),
            (["D3": ["retriesMax": "5"]], "judge: D3: retriesMax is not a count"),
            (["D3": ["retriesMax": -5]], "judge: D3: retriesMax is not a count"),
            (["D15": ["spacing": 100]], "judge: D15: spacing is not a duration with a unit"),
            (["D15": ["spacing": "100"]], "judge: D15: spacing is not a duration with a unit"),
            (["owedWithin": "-1s"], "judge: owedWithin is not a duration with a unit"),
        ] as [(JSON, String)])
    func refused(_ judge: JSON, _ reason: String) {
        #expect {
            try JudgeSettings(judge)
        } throws: {
            ($0 as? MalformedRecord)?.reason == reason
        }
    }
}
