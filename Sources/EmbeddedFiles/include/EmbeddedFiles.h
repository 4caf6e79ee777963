#ifndef EMBEDDED_FILES_H
#define EMBEDDED_FILES_H

/// A file that was put into the binary when it was built.
typedef struct {
    /// The path below the directory of its set.
    const char *name;
    const unsigned char *start;
    /// One past the last byte; a zero byte stands there.
    const unsigned char *end;
} EmbeddedFile;

/// The standard scenarios and provider profiles, in the order of their names; one whose name is
/// NULL ends the list.
const EmbeddedFile *embeddedScenarios(void);

/// The templates of reports, in the order of their names; one whose name is NULL ends the list.
const EmbeddedFile *embeddedTemplates(void);

/// The files of the console's page, likewise.
const EmbeddedFile *embeddedConsole(void);

/// The commit that the binary was built from; empty if the build was not told.
const char *embeddedCommit(void);

#endif
