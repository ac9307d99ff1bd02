#include "server/gateways/drawing_library.h"

#include <dlfcn.h>

namespace foyer::server::gateways {

namespace {

constexpr const char* kFile = "libpangocairo-1.0.so.0"; // brings pango, cairo and GLib

ports::DrawFault lastFault() {
    const char* said = dlerror();
    return {said ? said : "the drawing library cannot be loaded"};
}

/// Whether it was found.
template <class Function>
bool bind(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

} // namespace

Result<const DrawingLibrary*, ports::DrawFault> DrawingLibrary::load() {
    static DrawingLibrary loaded;
    static bool isLoaded = false;
    if (isLoaded)
        return &loaded;
    void* library = dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return Err{lastFault()};
#define FOYER_BIND(name)                                                                           \
    if (!bind(library, #name, loaded.name))                                                        \
        return Err{lastFault()};
    FOYER_DRAWING_FUNCTIONS(FOYER_BIND)
#undef FOYER_BIND
    isLoaded = true;
    return &loaded;
}

} // namespace foyer::server::gateways
