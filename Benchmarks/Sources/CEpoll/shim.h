// Linux calls that the Glibc module does not export.
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

// Lets the calling thread, and what it starts, run on these processors alone, one bit for each.
static inline long cepoll_pin(unsigned long processors) {
    return syscall(SYS_sched_setaffinity, 0, sizeof processors, &processors);
}
