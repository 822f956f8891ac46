#include "include/COneDNN.h"
