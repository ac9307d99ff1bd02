import QtQuick
import Foyer.Theme
import Foyer.Counter
import Foyer.ViewModels

/*! The office: everybody's tasks, the terminals, the business day, and who may sell which seats. */
FocusScope {
    id: root

    required property CounterModel counter
    readonly property bool signedIn: counter.login.loggedIn
    property int page: 0

    objectName: "office"

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    Loader {
        anchors.fill: parent
        focus: true
        sourceComponent: root.signedIn ? desk : login
        onLoaded: item.forceActiveFocus()
    }
    Component {
        id: login
        LoginView {
            login: root.counter.login
            status: root.counter.status
            notice: root.counter.notice
            Component.onCompleted: root.counter.office.watchNothing()
        }
    }
    Component {
        id: desk
        FocusScope {
            OfficeNav {
                id: nav
                width: 248
                height: parent.height
                current: root.page
                pages: [{ title: qsTr("Tasks"), icon: "queue" },
                        { title: qsTr("Terminals"), icon: "network" },
                        { title: qsTr("Business day"), icon: "calendar" },
                        { title: qsTr("Shares"), icon: "seat" }]
                counts: [root.counter.tasks.count, root.counter.office.terminals.troubled, 0, 0]
                onChosen: (page) => root.page = page
            }
            Loader {
                anchors.fill: parent
                anchors.margins: Theme.gapLarge
                anchors.leftMargin: nav.width + Theme.gapLarge
                focus: true
                sourceComponent: [tasks, terminals, day, share][root.page]
                onLoaded: item.forceActiveFocus()
            }
            Messages {
                visible: root.page !== 0 // the tasks say it where they are
                status: root.counter.status
                notice: root.counter.notice
                saidElsewhere: NoticeModel.Stop
                x: nav.width + Theme.gapLarge
                y: parent.height - height - Theme.gapLarge
                width: parent.width - x - Theme.gapLarge
            }
        }
    }
    Component {
        id: tasks
        TasksPage {
            office: root.counter.office
            tasks: root.counter.tasks
            notice: root.counter.notice
        }
    }
    Component {
        id: terminals
        TerminalsPage { office: root.counter.office }
    }
    Component {
        id: day
        DayPage { office: root.counter.office }
    }
    Component {
        id: share
        SharePage {
            office: root.counter.office
            schedule: root.counter.schedule
        }
    }
}
