// Puts FILE, a path below a directory that Package.swift names, into the list that is open.

// Nothing but this tells the build that the list is to be assembled anew when the file changes.
#if !__has_include(FILE)
#error "this file is gone: take its two lines out of the list"
#endif

    .pushsection .rodata
1:  .asciz FILE
2:  .incbin FILE
3:  .byte 0
    .popsection
    .quad 1b, 2b, 3b

#undef FILE
