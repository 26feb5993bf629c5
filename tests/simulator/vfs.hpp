// SQLite's way to the disk of the simulator (disk.hpp).
#pragma once

namespace skranke::simulator {

class Disk;

// Makes it SQLite's VFS, of this disk from now on; null: of none. Files of the machine are not reached any
// more.
void use_disk(Disk* disk);

}  // namespace skranke::simulator
