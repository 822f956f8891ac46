#include "include/CLibrary.h"
