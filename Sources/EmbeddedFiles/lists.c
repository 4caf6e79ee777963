#include "EmbeddedFiles.h"

// Each list is made by a file of assembly, where every toolchain can include bytes.
extern const EmbeddedFile embeddedScenarioList[] __attribute__((visibility("hidden")));
extern const EmbeddedFile embeddedConsoleList[] __attribute__((visibility("hidden")));

extern const EmbeddedFile embeddedTemplateList[] __attribute__((visibility("hidden")));

const EmbeddedFile *embeddedTemplates(void) { return embeddedTemplateList; }

const EmbeddedFile *embeddedScenarios(void) { return embeddedScenarioList; }
const EmbeddedFile *embeddedConsole(void) { return embeddedConsoleList; }

#ifndef COMMIT
#define COMMIT
#endif
#define TEXT(...) #__VA_ARGS__
#define TEXT_OF(...) TEXT(__VA_ARGS__)

const char *embeddedCommit(void) { return TEXT_OF(COMMIT); }
