#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

// zlib, and as functions the macros of it that Swift cannot see.

#include <zlib.h>

static inline int CZlib_deflateInit2(
    z_streamp stream, int level, int method, int windowBits, int memLevel, int strategy) {
    return deflateInit2(stream, level, method, windowBits, memLevel, strategy);
}

static inline int CZlib_inflateInit2(z_streamp stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}

#endif
