#include "app/core/context.h"

namespace foyer::core {

void Context::tell(Notice notice) {
    notice.number = ++m_lastNotice;
    notice.at = now.wall;
    const bool diskFailed = stop == SellingStop::StorageFailed && this->notice &&
                            this->notice->code == NoticeCode::StorageFailed;
    if (!diskFailed) {
        this->notice = notice;
        touch(Part::Notice);
    }
    want(Notify{std::move(notice)});
}

void Context::heardServer() {
    lastContact = mark();
    if (connection != Connection::Online)
        touch(Part::SeatMap); // which seats can be asked for depends on the server
    connection = Connection::Online;
    touch(Part::Status);
}

void Context::lostServer() {
    if (connection == Connection::Offline)
        return;
    connection = Connection::Offline;
    touch(Part::Status);
    touch(Part::SeatMap);
}

void Context::halt(SellingStop why) {
    if (stop == SellingStop::StorageFailed)
        return;
    stop = why;
    touch(Part::Status);
    touch(Part::Sale);
}

void Context::bar() {
    if (stop != SellingStop::None)
        return;
    halt(SellingStop::Quarantined);
    tell(NoticeCode::Quarantined);
    want(SaveBarred{newOp()});
}

} // namespace foyer::core
