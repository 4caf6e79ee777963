import JSONTree
import Testing

struct JSONEncodingTests {
    @Test(
        "A compact text comes back byte for byte",
        arguments: [
            "null", "true", "false", "0", "-0", "1.0", "1e400", "\"\"", "[]", "{}",
            #"{"b":1,"a":[1,2.50,"x",null,{"c":false}],"":""}"#,
            #"["\"\\\b\f\n\r\t\u0000\u001f","/","é€😀"]"#,
        ])
    func roundTrips(text: String) throws {
        #expect(try JSON(parsing: text).description == text)
    }

    @Test("Only what must be escaped is escaped")
    func escapesLittle() throws {
        let tree = try JSON(parsing: #"["\/","\u00e9","\u007f","\u2028","\u0041"]"#)
        #expect(tree.description == "[\"/\",\"é\",\"\u{7F}\",\"\u{2028}\",\"A\"]")
    }

    @Test("Encoding appends to what is there")
    func appends() {
        var bytes = Array("data: ".utf8)
        (["a": 1] as JSON).encode(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #"data: {"a":1}"#)
    }

    @Test("A reader gets an element a line")
    func indents() {
        let tree: JSON = ["a": 1, "b": [], "c": [true, ["d": nil]], "e": [:]]
        #expect(
            tree.prettyPrinted() == """
                {
                  "a": 1,
                  "b": [],
                  "c": [
                    true,
                    {
                      "d": null
                    }
                  ],
                  "e": {}
                }
                """)
    }
}
