#pragma once

namespace foyer::bench {

/// What every bench takes on its command line.
struct Options {
    bool smoke = false; // small: proves that it runs and answers right, not how fast
    double seconds = 3; // of each measurement that is bounded by time
    int connections = 64;
    int repeats = 3;   // the best one counts, since other programs run on the machine too
    int sales = 20000; // of the measurement that is bounded by work
    int growth = 1000; // so many times what there was at first
};

/// Ends the program with status 2 on an argument it does not know.
Options readOptions(int count, char** arguments);

} // namespace foyer::bench
