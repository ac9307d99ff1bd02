#pragma once

#include "tests/simulation/memory_disk.h"

namespace foyer::simulation {

/// The disk does nothing to somebody's mere looking.
class Asleep {
public:
    explicit Asleep(MemoryDisk& disk) : m_disk(disk) { disk.letFaultsSleep(true); }
    Asleep(const Asleep&) = delete;
    Asleep& operator=(const Asleep&) = delete;
    ~Asleep() { m_disk.letFaultsSleep(false); }

private:
    MemoryDisk& m_disk;
};

} // namespace foyer::simulation
