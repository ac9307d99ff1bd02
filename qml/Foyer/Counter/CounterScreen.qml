import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The counter: sign in, choose a showtime, sell. The view models say which of the three it is. */
FocusScope {
    id: root

    required property CounterModel counter
    readonly property bool signedIn: counter.login.loggedIn
    readonly property bool selling: signedIn && counter.seatMap.open

    objectName: "counter"

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    Loader {
        id: screen
        objectName: "counter.screen"
        anchors.fill: parent
        focus: true
        sourceComponent: !root.signedIn ? login : root.selling ? sale : board
        onLoaded: item.forceActiveFocus()
    }
    Component {
        id: login
        LoginView {
            login: root.counter.login
            status: root.counter.status
            notice: root.counter.notice
        }
    }
    Component {
        id: board
        DayBoard {
            schedule: root.counter.schedule
            questions: root.counter.questions
            offline: root.counter.status.connection === StatusModel.Offline
            foot: messages.visible ? messages.height + Theme.gapLarge : 0
            onSalesRequested: sheet.open()
            tasks: root.counter.tasks
            onTasksRequested: taskSheet.open()
        }
    }
    Component {
        id: sale
        SaleView {
            seatMap: root.counter.seatMap
            sale: root.counter.sale
            notice: root.counter.notice
            questionCount: root.counter.questions.count
            urgentTasks: root.counter.tasks.urgent
            onTasksRequested: taskSheet.open()
            onCompRequested: comp.begin()
        }
    }

    SalesSheet {
        id: sheet
        sales: root.counter.sales
        notice: root.counter.notice
        onClosed: screen.item.forceActiveFocus()
    }

    TasksSheet {
        id: taskSheet
        tasks: root.counter.tasks
        notice: root.counter.notice
        onClosed: screen.item.forceActiveFocus()
    }
    AtRiskDialog {
        counter: root.counter
        onClosed: screen.item.forceActiveFocus()
    }
    CompDialog {
        id: comp
        counter: root.counter
        onClosed: screen.item.forceActiveFocus()
    }

    Messages {
        id: messages
        visible: !sheet.visible && !taskSheet.visible
        readonly property var place: root.selling && screen.item ? screen.item.messagePlace : null
        status: root.counter.status
        notice: root.counter.notice
        overSeats: root.selling
        saidElsewhere: !root.signedIn ? NoticeModel.Pin
                     : root.selling && root.counter.sale.state === SaleModel.PrintFailed
                       ? NoticeModel.Paper : NoticeModel.Stop
        // Over the front rows of a plan, which are sold last; else at the foot.
        x: place ? place.x : Theme.gapLarge
        y: place ? place.y : parent.height - height - Theme.gapLarge
        width: place ? place.width : parent.width - 2 * Theme.gapLarge
    }
}
