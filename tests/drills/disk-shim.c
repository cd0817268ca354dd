/*
 * Stands between a program and its disk (LD_PRELOAD, Linux). Of the files in the folder DISK_DIR it writes down every
 * change with its bytes to DISK_TRACE, and fails as the file DISK_FAULT says:
 *   full SIZE    more than SIZE bytes in the folder's files are refused (ENOSPC); statfs answers by it
 *   readonly     nothing can be opened for writing or written (EROFS)
 *   eio          fsync and fdatasync fail (EIO)
 * With DISK_SYNC_US=N every sync, of any file, takes N microseconds longer. With DISK_KILL=N the program is killed (SIGKILL) before its Nth change.
 * One record of the trace: "%c %lld %lld %lld %s\n" with op, nanoseconds (CLOCK_MONOTONIC) at the end of the call, two
 * numbers and the path; after a W, that many bytes and a newline.
 *   W offset length   T size 0   S 0 0 (synced)   U 0 0 (unlinked)   R 0 0 FROM\tTO
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))

static const char *dir, *fault;
static int trace = -1;
static long left = -1;
static struct timespec longer;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  dir = getenv("DISK_DIR");
  fault = getenv("DISK_FAULT");
  const char *path = getenv("DISK_TRACE"), *most = getenv("DISK_KILL");
  const char *slow = getenv("DISK_SYNC_US");
  if (dir && most) left = atol(most);
  if (slow) longer = (struct timespec){atol(slow) / 1000000, atol(slow) % 1000000 * 1000};
  if (dir && path) trace = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path of a file right in the folder, or the folder's own; NULL for any other. */
static const char *inside(const char *path) {
  size_t length = dir ? strlen(dir) : 0;
  if (!length || strncmp(path, dir, length)) return NULL;
  if (path[length] == 0) return path;
  return path[length] == '/' && !strchr(path + length + 1, '/') ? path : NULL;
}

static const char *of_fd(int fd, char *buffer) {
  char link[32];
  if (!dir) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t got = readlink(link, buffer, PATH_MAX - 1);
  if (got <= 0) return NULL;
  buffer[got] = 0;
  return inside(buffer);
}

/* The shared memory of the WAL is made anew at every start: no part of what a disk keeps. */
static int is_kept(const char *path) {
  size_t length = strlen(path);
  return length < 4 || strcmp(path + length - 4, "-shm");
}

static void note(char op, long long one, long long two, const char *path, const void *bytes) {
  struct timespec now;
  char head[2 * PATH_MAX + 80];
  if (trace < 0 || !is_kept(path)) return;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int length = snprintf(head, sizeof head, "%c %lld %lld %lld %s\n", op,
                        now.tv_sec * 1000000000LL + now.tv_nsec, one, two, path);
  struct iovec parts[3] = {{head, length}, {(void *)bytes, bytes ? two : 0}, {"\n", bytes ? 1 : 0}};
  pthread_mutex_lock(&lock);
  if (REAL(writev)(trace, parts, 3) < 0) abort();
  pthread_mutex_unlock(&lock);
}

/* Before each change. */
static void step(const char *path) {
  if (left > 0 && path && is_kept(path) && !--left) kill(getpid(), SIGKILL);
}

/* The word in the fault file: 0 none, 'f' full, 'r' read-only, 'e' EIO; *size for full. */
static int faulty(long long *size) {
  char text[64] = {0};
  if (!fault) return 0;
  int fd = REAL(open)(fault, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t got = read(fd, text, sizeof text - 1);
  close(fd);
  if (got <= 0) return 0;
  if (size) *size = strncmp(text, "full ", 5) ? 0 : atoll(text + 5);
  return text[0];
}

static long long used(void) {
  char path[PATH_MAX];
  long long sum = 0;
  DIR *open_dir = opendir(dir);
  if (!open_dir) return 0;
  for (struct dirent *entry; (entry = readdir(open_dir));) {
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
    if (!stat(path, &info) && S_ISREG(info.st_mode) && is_kept(path)) sum += info.st_size;
  }
  closedir(open_dir);
  return sum;
}

/* Errno for a write that ends there, or 0. */
static int refused(int fd, long long end) {
  long long size;
  struct stat info;
  int word = faulty(&size);
  if (word == 'r') return EROFS;
  if (word != 'f' || fstat(fd, &info) || end <= info.st_size) return 0;
  return used() + end - info.st_size > size ? ENOSPC : 0;
}

static ssize_t written(int fd, const void *bytes, size_t length, off_t at, int moves) {
  char buffer[PATH_MAX];
  const char *path = of_fd(fd, buffer);
  int error = path && is_kept(path) ? refused(fd, at + length) : 0;
  if (error) { errno = error; return -1; }
  step(path);
  ssize_t done = moves ? REAL(write)(fd, bytes, length) : REAL(pwrite64)(fd, bytes, length, at);
  if (path && done > 0) note('W', at, done, path, bytes);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return written(fd, bytes, length, at, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return written(fd, bytes, length, at, 0); }
ssize_t write(int fd, const void *bytes, size_t length) {
  char buffer[PATH_MAX];
  if (!of_fd(fd, buffer)) return REAL(write)(fd, bytes, length);
  off_t at = lseek(fd, 0, SEEK_CUR);
  return written(fd, bytes, length, at < 0 ? 0 : at, 1);
}

static int cut(int fd, off_t size, int (*call)(int, off_t)) {
  char buffer[PATH_MAX];
  const char *path = of_fd(fd, buffer);
  step(path);
  int result = call(fd, size);
  if (path && !result) note('T', size, 0, path, NULL);
  return result;
}
int ftruncate64(int fd, off64_t size) { return cut(fd, size, REAL(ftruncate64)); }
int ftruncate(int fd, off_t size) { return cut(fd, size, REAL(ftruncate)); }

static int synced(int fd, int (*call)(int)) {
  char buffer[PATH_MAX];
  const char *path = of_fd(fd, buffer);
  if (path && faulty(NULL) == 'e') { errno = EIO; return -1; }
  step(path);
  if (longer.tv_sec || longer.tv_nsec) nanosleep(&longer, NULL);
  int result = call(fd);
  if (path && !result) note('S', 0, 0, path, NULL);
  return result;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int unlink(const char *path) {
  step(inside(path));
  int result = REAL(unlink)(path);
  if (!result && inside(path)) note('U', 0, 0, path, NULL);
  return result;
}

int rename(const char *from, const char *to) {
  char both[2 * PATH_MAX];
  step(inside(to));
  int result = REAL(rename)(from, to);
  if (!result && inside(to)) {
    snprintf(both, sizeof both, "%s\t%s", from, to);
    note('R', 0, 0, both, NULL);
  }
  return result;
}

static int opened(const char *path, int flags, int mode, int (*call)(const char *, int, ...)) {
  int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
  if (writes && inside(path) && faulty(NULL) == 'r') { errno = EROFS; return -1; }
  return call(path, flags, mode);
}
#define OPENER(name)                                        \
  int name(const char *path, int flags, ...) {              \
    va_list rest;                                           \
    va_start(rest, flags);                                  \
    int mode = va_arg(rest, int);                           \
    va_end(rest);                                           \
    return opened(path, flags, mode, REAL(name));           \
  }
OPENER(open)
OPENER(open64)

static void filled(const char *path, unsigned long *total, unsigned long *left, unsigned long block) {
  long long size;
  if (!inside(path) || faulty(&size) != 'f') return;
  long long free_bytes = size - used();
  *total = size / block;
  *left = free_bytes > 0 ? free_bytes / block : 0;
}
int statfs(const char *path, struct statfs *info) {
  int result = REAL(statfs)(path, info);
  if (!result) {
    filled(path, &info->f_blocks, &info->f_bavail, info->f_bsize);
    info->f_bfree = info->f_bavail;
  }
  return result;
}
int statfs64(const char *path, struct statfs64 *info) { return statfs(path, (struct statfs *)info); }
