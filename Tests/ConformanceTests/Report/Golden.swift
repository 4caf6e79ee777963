/// Whole reports, word for word.
enum Golden {
    static let text = """
        Verdict: fail

        mock          electrum-mock 1.0.0
        scenario      flows/f6-retries-succeed
        seed          7
        sandbox       default
        messaging     dual
        client        22222222
        terminal      term0001
        from          2026-01-28T10:41:30.000Z
        to            2026-01-28T10:41:32.040Z
        transactions  1
        messages      3

        rule  verdict         duty
        D1    pass            An unknown outcome is followed by a retry or a reversal
        D2    fail            A retry repeats the provision, at the retry operation
        D3    pass            Retries come before a reversal, and not too many
        D4    not-applicable  After a hard decline of the provision nothing follows
        D5    not-applicable  Retries that fail are followed by a reversal
        D6    pass            What succeeded is finalised by one kind of advice
        D7    not-applicable  Single messaging: no confirmation
        D8    pass            An advice is repeated unchanged until it gets a final status
        D9    pass            An advice names its request and carries its identifiers unaltered
        D10   pass            Every message has an id of its own, a UUID
        D11   not-applicable  No retry goes to a provider without retries
        D12   not-applicable  No lookup before the outcome is known
        D13   pass            Every message is well formed
        D14   pass            Every message shows who sends it, the client throughout a transaction
        D15   pass            Retries and repeated advices are spaced
        D16   not-applicable  An advice confirms no more than was authorised
        D17   not-applicable  A redemption is preceded by a lookup
        D18   not-applicable  The till waits for an answer as long as agreed

        expected
              pass            every provision ends confirmed: true of 1 of 1 provisions

        D2 fail: A retry repeats the provision, at the retry operation

          transaction 00000000-0000-4000-8000-000000000001: the retry's body is not that of the provision: amounts differs
           seq   time         term0001                             switch             ott
          >    2 10:41:30.000 |-- provision ---------------------->?-- - - - - - x      ·
                 by rule outage
                 10:41:30.010 ?<------- 503 UPSTREAM_UNAVAILABLE --?                    ·
                    1 s later ?                                    ?                    ·
          >    3 10:41:31.010 ?-- retry 1 ------------------------>◆------------------->◆
                 10:41:31.020 ◆<-------------------- 201 voucher --◆<--------- issued --◆
                    1 s later ◆                                    ◆                    ◆
               4 10:41:32.020 ◆-- confirm ------------------------>✓                    ◆
                 10:41:32.030 ✓<---------------------------- 202 --✓                    ◆
               5 10:41:32.035 ✓                                    ✓-- confirm -------->✓
                 10:41:32.040 ✓                                    ✓<------------ 200 --✓
          = term0001 confirmed, switch confirmed, ott confirmed
          ✓ Sold. All agree.

        """

    static let brokenRule =
        #"{"id":"D2","title":"A retry repeats the provision, at the retry operation""#
        + #","verdict":"fail","findings":[{"transaction":"00000000-0000-4000-8000-000000000001""#
        + #","message":"the retry's body is not that of the provision: amounts differs""#
        + #","evidence":[2,3]}]}"#

    static let markdown = """
        ## **fail**: flows/f6-retries-succeed (sandbox default)

        - mock: electrum-mock 1.0.0
        - scenario: flows/f6-retries-succeed
        - seed: 7
        - sandbox: default
        - messaging: dual
        - client: 22222222
        - terminal: term0001
        - from: 2026-01-28T10:41:30.000Z
        - to: 2026-01-28T10:41:32.040Z
        - transactions: 1
        - messages: 3

        | rule | verdict | duty | observed |
        |---|---|---|---|
        | D1 | pass | An unknown outcome is followed by a retry or a reversal | kept in 1 of 1 cases |
        | D2 | **fail** | A retry repeats the provision, at the retry operation | the retry's body is not that of the provision: amounts differs |
        | D3 | pass | Retries come before a reversal, and not too many | kept in 1 of 1 cases |
        | D4 | not-applicable | After a hard decline of the provision nothing follows | the duty did not arise |
        | D5 | not-applicable | Retries that fail are followed by a reversal | the duty did not arise |
        | D6 | pass | What succeeded is finalised by one kind of advice | kept in 1 of 1 cases |
        | D7 | not-applicable | Single messaging: no confirmation | the duty did not arise |
        | D8 | pass | An advice is repeated unchanged until it gets a final status | kept in 1 of 1 cases |
        | D9 | pass | An advice names its request and carries its identifiers unaltered | kept in 1 of 1 cases |
        | D10 | pass | Every message has an id of its own, a UUID | kept in 2 of 2 cases |
        | D11 | not-applicable | No retry goes to a provider without retries | the duty did not arise |
        | D12 | not-applicable | No lookup before the outcome is known | the duty did not arise |
        | D13 | pass | Every message is well formed | kept in 3 of 3 cases |
        | D14 | pass | Every message shows who sends it, the client throughout a transaction | kept in 3 of 3 cases |
        | D15 | pass | Retries and repeated advices are spaced | kept in 1 of 1 cases |
        | D16 | not-applicable | An advice confirms no more than was authorised | the duty did not arise |
        | D17 | not-applicable | A redemption is preceded by a lookup | the duty did not arise |
        | D18 | not-applicable | The till waits for an answer as long as agreed | the duty did not arise |

        | expected | verdict | observed |
        |---|---|---|
        | every provision ends confirmed | pass | true of 1 of 1 provisions |

        ### D2 A retry repeats the provision, at the retry operation

        ```text
        transaction 00000000-0000-4000-8000-000000000001: the retry's body is not that of the provision: amounts differs
         seq   time         term0001                             switch             ott
        >    2 10:41:30.000 |-- provision ---------------------->?-- - - - - - x      ·
               by rule outage
               10:41:30.010 ?<------- 503 UPSTREAM_UNAVAILABLE --?                    ·
                  1 s later ?                                    ?                    ·
        >    3 10:41:31.010 ?-- retry 1 ------------------------>◆------------------->◆
               10:41:31.020 ◆<-------------------- 201 voucher --◆<--------- issued --◆
                  1 s later ◆                                    ◆                    ◆
             4 10:41:32.020 ◆-- confirm ------------------------>✓                    ◆
               10:41:32.030 ✓<---------------------------- 202 --✓                    ◆
             5 10:41:32.035 ✓                                    ✓-- confirm -------->✓
               10:41:32.040 ✓                                    ✓<------------ 200 --✓
        = term0001 confirmed, switch confirmed, ott confirmed
        ✓ Sold. All agree.
        ```

        """

    static let junit = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="electrum-mock" tests="19" failures="1" errors="0">
        <testsuite name="flows/f6-retries-succeed (sandbox default)" tests="19" failures="1" errors="0" skipped="8" timestamp="2026-01-28T10:41:30" time="2.04">
        <properties>
        <property name="mock" value="electrum-mock 1.0.0"/>
        <property name="scenario" value="flows/f6-retries-succeed"/>
        <property name="seed" value="7"/>
        <property name="sandbox" value="default"/>
        <property name="messaging" value="dual"/>
        <property name="client" value="22222222"/>
        <property name="terminal" value="term0001"/>
        <property name="from" value="2026-01-28T10:41:30.000Z"/>
        <property name="to" value="2026-01-28T10:41:32.040Z"/>
        <property name="transactions" value="1"/>
        <property name="messages" value="3"/>
        </properties>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D1 An unknown outcome is followed by a retry or a reversal" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D2 A retry repeats the provision, at the retry operation" time="0">
        <failure type="fail" message="the retry&#39;s body is not that of the provision: amounts differs">transaction 00000000-0000-4000-8000-000000000001: the retry&#39;s body is not that of the provision: amounts differs
         seq   time         term0001                             switch             ott
        &gt;    2 10:41:30.000 |-- provision ----------------------&gt;?-- - - - - - x      ·
               by rule outage
               10:41:30.010 ?&lt;------- 503 UPSTREAM_UNAVAILABLE --?                    ·
                  1 s later ?                                    ?                    ·
        &gt;    3 10:41:31.010 ?-- retry 1 ------------------------&gt;◆-------------------&gt;◆
               10:41:31.020 ◆&lt;-------------------- 201 voucher --◆&lt;--------- issued --◆
                  1 s later ◆                                    ◆                    ◆
             4 10:41:32.020 ◆-- confirm ------------------------&gt;✓                    ◆
               10:41:32.030 ✓&lt;---------------------------- 202 --✓                    ◆
             5 10:41:32.035 ✓                                    ✓-- confirm --------&gt;✓
               10:41:32.040 ✓                                    ✓&lt;------------ 200 --✓
        = term0001 confirmed, switch confirmed, ott confirmed
        ✓ Sold. All agree.</failure>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D3 Retries come before a reversal, and not too many" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D4 After a hard decline of the provision nothing follows" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D5 Retries that fail are followed by a reversal" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D6 What succeeded is finalised by one kind of advice" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D7 Single messaging: no confirmation" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D8 An advice is repeated unchanged until it gets a final status" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D9 An advice names its request and carries its identifiers unaltered" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D10 Every message has an id of its own, a UUID" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D11 No retry goes to a provider without retries" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D12 No lookup before the outcome is known" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D13 Every message is well formed" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D14 Every message shows who sends it, the client throughout a transaction" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D15 Retries and repeated advices are spaced" time="0"/>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D16 An advice confirms no more than was authorised" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D17 A redemption is preceded by a lookup" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.rules" name="D18 The till waits for an answer as long as agreed" time="0">
        <skipped message="the duty did not arise"/>
        </testcase>
        <testcase classname="flows/f6-retries-succeed.default.expectations" name="every provision ends confirmed" time="0"/>
        </testsuite>
        </testsuites>

        """
}
