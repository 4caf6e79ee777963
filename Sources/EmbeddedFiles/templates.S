// The files of templates/, from which reports are written. A change of one of them needs nothing; a
// file that comes or goes needs its two lines here, as a test says.

    .section .note.GNU-stack, "", %progbits
    .section .data.rel.ro, "aw", %progbits
    .balign 8
    .globl embeddedTemplateList
    .hidden embeddedTemplateList
embeddedTemplateList:

#define FILE "cell.html.mustache"
#include "embed.h"
#define FILE "code.md.mustache"
#include "embed.h"
#define FILE "concern.html.mustache"
#include "embed.h"
#define FILE "concern.md.mustache"
#include "embed.h"
#define FILE "evidence.html.mustache"
#include "embed.h"
#define FILE "report.html.mustache"
#include "embed.h"
#define FILE "report.md.mustache"
#include "embed.h"
#define FILE "style.html.mustache"
#include "embed.h"

    .quad 0, 0, 0
