import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The counter: sign in, choose a showtime, sell. The view models say which of the three it is. */
FocusScope {
    id: root

    required property CounterModel counter

    objectName: "counter"

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    QuestionCard {
        id: questions
        width: parent.width
        questions: root.counter.questions
        visible: root.counter.questions.count > 0 && root.counter.login.loggedIn
    }

    Loader {
        id: screen
        objectName: "counter.screen"
        anchors.top: questions.bottom
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        focus: true
        sourceComponent: !root.counter.login.loggedIn ? login
                       : root.counter.seatMap.open ? sale : board
        onLoaded: item.forceActiveFocus()
    }
    Component {
        id: login
        LoginView {
            login: root.counter.login
            status: root.counter.status
        }
    }
    Component {
        id: board
        DayBoard {
            schedule: root.counter.schedule
            onSalesRequested: sheet.open()
        }
    }
    Component {
        id: sale
        SaleView {
            seatMap: root.counter.seatMap
            sale: root.counter.sale
        }
    }

    SalesSheet {
        id: sheet
        sales: root.counter.sales
    }

    ErrorBanner {
        anchors.centerIn: parent
        width: Math.min(720, parent.width - 2 * Theme.gapLarge)
        visible: root.counter.status.stopped
        title: qsTr("This terminal does not sell at the moment")
        message: root.counter.status.stopText
    }

    NoticeBar {
        notice: root.counter.notice
        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.counter.seatMap.open ? 80 : Theme.gapLarge
        anchors.left: parent.left
        anchors.leftMargin: Theme.gapLarge
        width: Math.min(720, parent.width - 2 * Theme.gapLarge - (root.counter.seatMap.open ? 400 : 0))
    }
}
