#include <stdlib.h>
#include <unistd.h>

// Foundation, which Yams imports, brings ICU along: 34 MB of tables and 4 MB of code for calendars,
// collation and regular expressions, none of which the mock uses. The linker takes from ICU's
// archive what defines the names that Foundation mentions; here they are defined before it gets
// there.
//
// Weak and hidden: where Foundation mentions other names, ICU is linked in as before, and
// a Foundation that is a shared library never sees these. The list is what
// `nm --undefined-only` of libFoundation.a, libFoundationInternationalization.a and
// libCoreFoundation.a has in common with `nm --defined-only lib_FoundationICU.a`.

#ifdef __ELF__

__attribute__((used)) static void withoutICU(void) {
    static const char text[] = "electrum-mock: something calls ICU, which is not linked in\n";
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    abort();
}

#define N(name) void name(void) __attribute__((weak, visibility("hidden"), alias("withoutICU")));

N(swift_UCNV_FROM_U_CALLBACK_STOP) N(swift_UCNV_TO_U_CALLBACK_STOP) N(swift_u_charDigitValue)
N(swift_u_charsToUChars) N(swift_u_errorName) N(swift_u_formatMessage)
N(swift_u_getIntPropertyValue) N(swift_u_hasBinaryProperty) N(swift_u_strlen)
N(swift_u_vformatMessage) N(swift_ucal_add) N(swift_ucal_clear) N(swift_ucal_clone)
N(swift_ucal_close) N(swift_ucal_get) N(swift_ucal_getAttribute)
N(swift_ucal_getCanonicalTimeZoneID) N(swift_ucal_getDayOfWeekType)
N(swift_ucal_getFieldDifference) N(swift_ucal_getGregorianChange)
N(swift_ucal_getKeywordValuesForLocale) N(swift_ucal_getLimit) N(swift_ucal_getMillis)
N(swift_ucal_getNow) N(swift_ucal_getTZDataVersion) N(swift_ucal_getTimeZoneDisplayName)
N(swift_ucal_getTimeZoneTransitionDate) N(swift_ucal_getWeekendTransition) N(swift_ucal_isWeekend)
N(swift_ucal_open) N(swift_ucal_openTimeZones) N(swift_ucal_roll) N(swift_ucal_set)
N(swift_ucal_setAttribute) N(swift_ucal_setDateTime) N(swift_ucal_setGregorianChange)
N(swift_ucal_setMillis) N(swift_ucal_setTimeZone) N(swift_ucasemap_close) N(swift_ucasemap_open)
N(swift_ucasemap_utf8ToLower) N(swift_ucasemap_utf8ToTitle) N(swift_ucasemap_utf8ToUpper)
N(swift_ucnv_close) N(swift_ucnv_countAliases) N(swift_ucnv_countAvailable)
N(swift_ucnv_fromUnicode) N(swift_ucnv_getAlias) N(swift_ucnv_getAvailableName)
N(swift_ucnv_getInvalidChars) N(swift_ucnv_getInvalidUChars) N(swift_ucnv_getStandardName)
N(swift_ucnv_open) N(swift_ucnv_resetFromUnicode) N(swift_ucnv_setFromUCallBack)
N(swift_ucnv_setSubstChars) N(swift_ucnv_setToUCallBack) N(swift_ucnv_toUnicode)
N(swift_ucol_close) N(swift_ucol_closeElements) N(swift_ucol_getKeywordValues)
N(swift_ucol_getKeywordValuesForLocale) N(swift_ucol_getOffset) N(swift_ucol_next)
N(swift_ucol_open) N(swift_ucol_openElements) N(swift_ucol_setAttribute) N(swift_ucol_strcoll)
N(swift_ucurr_forLocale) N(swift_ucurr_getDefaultFractionDigits) N(swift_ucurr_getName)
N(swift_ucurr_getNumericCode) N(swift_ucurr_getRoundingIncrement) N(swift_ucurr_openISOCurrencies)
N(swift_udat_applyPattern) N(swift_udat_applyPatternRelative) N(swift_udat_clone)
N(swift_udat_close) N(swift_udat_countSymbols) N(swift_udat_format) N(swift_udat_formatForFields)
N(swift_udat_getCalendar) N(swift_udat_getContext) N(swift_udat_getSymbols) N(swift_udat_isLenient)
N(swift_udat_open) N(swift_udat_parseCalendar) N(swift_udat_set2DigitYearStart)
N(swift_udat_setBooleanAttribute) N(swift_udat_setCalendar) N(swift_udat_setContext)
N(swift_udat_setLenient) N(swift_udat_setSymbols) N(swift_udat_toCalendarDateField)
N(swift_udat_toPattern) N(swift_udat_toPatternRelativeDate) N(swift_udat_toPatternRelativeTime)
N(swift_udatpg_clone) N(swift_udatpg_close) N(swift_udatpg_getBestPattern)
N(swift_udatpg_getBestPatternWithOptions) N(swift_udatpg_getDefaultHourCycle)
N(swift_udatpg_getSkeleton) N(swift_udatpg_open) N(swift_udtitvfmt_close) N(swift_udtitvfmt_format)
N(swift_udtitvfmt_open) N(swift_uenum_close) N(swift_uenum_next) N(swift_uenum_unext)
N(swift_ufieldpositer_close) N(swift_ufieldpositer_next) N(swift_ufieldpositer_open)
N(swift_ufmt_close) N(swift_ufmt_getDecNumChars) N(swift_ufmt_open) N(swift_uidna_nameToASCII_UTF8)
N(swift_uidna_nameToUnicodeUTF8) N(swift_uidna_openUTS46) N(swift_ulistfmt_close)
N(swift_ulistfmt_format) N(swift_ulistfmt_open) N(swift_ulistfmt_openForType)
N(swift_uloc_addLikelySubtags) N(swift_uloc_canonicalize) N(swift_uloc_countAvailable)
N(swift_uloc_getAvailable) N(swift_uloc_getCharacterOrientation) N(swift_uloc_getCountry)
N(swift_uloc_getDisplayCountry) N(swift_uloc_getDisplayKeywordValue)
N(swift_uloc_getDisplayLanguage) N(swift_uloc_getDisplayName) N(swift_uloc_getDisplayScript)
N(swift_uloc_getDisplayVariant) N(swift_uloc_getISO3Language) N(swift_uloc_getISOCountries)
N(swift_uloc_getISOLanguages) N(swift_uloc_getKeywordValue) N(swift_uloc_getLCID)
N(swift_uloc_getLanguage) N(swift_uloc_getLineOrientation) N(swift_uloc_getLocaleForLCID)
N(swift_uloc_getScript) N(swift_uloc_getVariant) N(swift_uloc_minimizeSubtags)
N(swift_uloc_openKeywords) N(swift_uloc_setKeywordValue) N(swift_uloc_toLanguageTag)
N(swift_uloc_toLegacyKey) N(swift_ulocdata_close) N(swift_ulocdata_getDelimiter)
N(swift_ulocdata_getExemplarSet) N(swift_ulocdata_getMeasurementSystem) N(swift_ulocdata_open)
N(swift_unum_applyPattern) N(swift_unum_close) N(swift_unum_formatDecimal)
N(swift_unum_formatDouble) N(swift_unum_formatInt64) N(swift_unum_getAttribute)
N(swift_unum_getContext) N(swift_unum_getDoubleAttribute) N(swift_unum_getSymbol)
N(swift_unum_getTextAttribute) N(swift_unum_open) N(swift_unum_parseDecimal)
N(swift_unum_parseDouble) N(swift_unum_parseInt64) N(swift_unum_parseToUFormattable)
N(swift_unum_setAttribute) N(swift_unum_setContext) N(swift_unum_setDoubleAttribute)
N(swift_unum_setSymbol) N(swift_unum_setTextAttribute) N(swift_unum_toPattern) N(swift_unumf_close)
N(swift_unumf_closeResult) N(swift_unumf_formatDecimal) N(swift_unumf_formatDouble)
N(swift_unumf_formatInt) N(swift_unumf_openForSkeletonAndLocale) N(swift_unumf_openResult)
N(swift_unumf_resultGetAllFieldPositions) N(swift_unumf_resultToString) N(swift_unumsys_close)
N(swift_unumsys_getName) N(swift_unumsys_getRadix) N(swift_unumsys_isAlgorithmic)
N(swift_unumsys_open) N(swift_unumsys_openAvailableNames) N(swift_uregex_clone)
N(swift_uregex_close) N(swift_uregex_end64) N(swift_uregex_findNext) N(swift_uregex_groupCount)
N(swift_uregex_groupNumberFromName) N(swift_uregex_hitEnd) N(swift_uregex_open)
N(swift_uregex_requireEnd) N(swift_uregex_setFindProgressCallback) N(swift_uregex_setMatchCallback)
N(swift_uregex_setRegion64) N(swift_uregex_setText) N(swift_uregex_start64)
N(swift_uregex_useAnchoringBounds) N(swift_uregex_useTransparentBounds)
N(swift_uregion_getAvailable) N(swift_uregion_getContainedRegions)
N(swift_uregion_getContainedRegionsOfType) N(swift_uregion_getContainingRegion)
N(swift_uregion_getContainingRegionOfType) N(swift_uregion_getRegionCode)
N(swift_uregion_getRegionFromCode) N(swift_uregion_getType) N(swift_ureldatefmt_close)
N(swift_ureldatefmt_format) N(swift_ureldatefmt_formatNumeric) N(swift_ureldatefmt_open)
N(swift_uscript_getCode) N(swift_uset_clear) N(swift_uset_close) N(swift_uset_contains)
N(swift_uset_getItem) N(swift_uset_getItemCount) N(swift_utrans_close) N(swift_utrans_openU)
N(swift_utrans_trans) N(ualoc_canonicalForm) N(ualoc_getAppleParent) N(uameasfmt_getUnitsForUsage)
N(uatimezone_close) N(uatimezone_getOffset) N(uatimezone_getOffsetFromLocal)
N(uatimezone_getTimeZoneTransitionDate) N(uatimezone_open) N(uatmufmt_getListPattern)
N(uatmufmt_getTimePattern) N(udat_patternCharToDateFormatField) N(udtitvfmt_setAttribute)

#endif
