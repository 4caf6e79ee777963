#include "EmbeddedFiles.h"

// Each list is made by a file of assembly, where every toolchain can include bytes.
extern const EmbeddedFile embeddedScenarioList[] __attribute__((visibility("hidden")));

const EmbeddedFile *embeddedScenarios(void) { return embeddedScenarioList; }
