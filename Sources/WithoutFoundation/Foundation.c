#include <stdlib.h>
#include <unistd.h>

// Yams is the only one here that imports Foundation, and of 43 MB with CoreFoundation and ICU the mock
// uses nothing: it reads nodes, and never resolves tags to dates, numbers and regular expressions.
// The linker takes from Foundation's archives what defines the names that Yams mentions. Defined here,
// before it gets there, they leave nothing to take.
//
// Weak, so that nothing is defined twice should a toolchain or a version of Yams mention other names;
// the Makefile tries the binary and links Foundation in where it has to. The list is what
// `nm --undefined-only` of the objects of Yams has in common with `nm --defined-only libFoundation.a`,
// of names in Foundation; `swift demangle` tells what they are.

#define HIDDEN visibility("hidden")

__attribute__((used)) static void withoutFoundation(void) {
    static const char text[] = "electrum-mock: something calls Foundation, which is not linked in\n";
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    abort();
}

#define FUNCTION(name) void name(void) __attribute__((weak, HIDDEN, alias("withoutFoundation")));

FUNCTION($s10Foundation12CharacterSetV13decimalDigitsACvgZ)
FUNCTION($s10Foundation12CharacterSetV16lowercaseLettersACvgZ)
FUNCTION($s10Foundation12CharacterSetV16uppercaseLettersACvgZ)
FUNCTION($s10Foundation12CharacterSetV8newlinesACvgZ)
FUNCTION($s10Foundation12CharacterSetV9formUnionyyACF)
FUNCTION($s10Foundation12NSDictionaryC8IteratorV4nextyp3key_yp5valuetSgyF)
FUNCTION($s10Foundation12NSDictionaryCMa)
FUNCTION($s10Foundation12NSMutableSetC8capacityACSi_tcfc)
FUNCTION($s10Foundation12NSMutableSetCMa)
FUNCTION($s10Foundation13DateFormatterCACycfc)
FUNCTION($s10Foundation13DateFormatterCMa)
FUNCTION($s10Foundation14NSCharacterSetC12charactersInACSS_tcfc)
FUNCTION($s10Foundation14NSCharacterSetCMa)
FUNCTION($s10Foundation14NSMutableArrayCACycfc)
FUNCTION($s10Foundation14NSMutableArrayCMa)
FUNCTION($s10Foundation15NumberFormatterCACycfc)
FUNCTION($s10Foundation15NumberFormatterCMa)
FUNCTION($s10Foundation19NSMutableDictionaryC8capacityACSi_tcfC)
FUNCTION($s10Foundation19NSMutableDictionaryCMa)
FUNCTION(
    $s10Foundation19NSRegularExpressionC10firstMatch2in7options5rangeAA20NSTextCheckingResultCSgSS_AC15MatchingOptionsVAA8_NSRangeVtF)
FUNCTION($s10Foundation19NSRegularExpressionC7pattern7optionsACSS_AC7OptionsVtKcfc)
FUNCTION($s10Foundation19NSRegularExpressionCMa)
FUNCTION($s10Foundation6NSNullCMa)
FUNCTION($s10Foundation7NSArrayC8IteratorV4nextypSgyF)
FUNCTION($s10Foundation8NSNumberCMa)
FUNCTION($s10Foundation8NSObjectCMa)
FUNCTION(
    $sSS10FoundationE6format6locale9argumentsS2Sh_0A10Essentials6LocaleVSghSays7CVarArg_pGhtcfC)
FUNCTION($sSS10FoundationEySSAA8NSStringCcfC)
FUNCTION(
    $sSy10FoundationE12getLineStart_3end11contentsEnd3forySpySS5IndexVG_A2Hqd__tSXRd__AG5BoundRtd__lF)
FUNCTION($sSy10FoundationE18trimmingCharacters2inSSAA12CharacterSetV_tF)
FUNCTION(
    $sSy10FoundationE20replacingOccurrences2of4with7options5rangeSSqd___qd_0_SS0A10EssentialsE14CompareOptionsVSnySS5IndexVGSgtSyRd__SyRd_0_r0_lF)
FUNCTION(
    $sSy10FoundationE5range2of7optionsAB6localeSnySS5IndexVGSgqd___SS0A10EssentialsE14CompareOptionsVAiJ6LocaleVSgtSyRd__lF)
FUNCTION($sSy10FoundationE8containsySbqd__SyRd__lF)

// The nominal type descriptors of classes, which records of conformances point to.
#define DESCRIPTOR(name) __attribute__((weak, HIDDEN)) const int name[16];

DESCRIPTOR($s10Foundation12NSDictionaryCMn)
DESCRIPTOR($s10Foundation19NSRegularExpressionCMn)
DESCRIPTOR($s10Foundation6NSNullCMn)
DESCRIPTOR($s10Foundation7NSArrayCMn)
DESCRIPTOR($s10Foundation8NSNumberCMn)
DESCRIPTOR($s10Foundation8NSStringCMn)
