// Linux calls that the Glibc module does not export.
#ifndef CEPOLL_SHIM_H
#define CEPOLL_SHIM_H

#include <malloc.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// Declared here because <sys/socket.h> shows it only under _GNU_SOURCE, which would change other
// declarations of this module.
struct sockaddr;
extern int accept4(int, struct sockaddr *, unsigned int *, int);

static inline int cepoll_accept(int listener, int flags) {
    return accept4(listener, 0, 0, flags);
}

extern int pipe2(int[2], int);

// Functions such as SIG_IGN cannot be compared in Swift.
static inline int cepoll_ignores(int number) {
    struct sigaction action;
    return sigaction(number, 0, &action) == 0 && action.sa_handler == SIG_IGN;
}

// Variadic, which Swift cannot call.
static inline int cepoll_adopt_orphans(void) {
    return prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L);
}

#endif
