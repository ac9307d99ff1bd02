import QtQuick
import QtQuick.Window
import QtQuick.Controls.Basic
import Foyer.Theme
import Foyer.Controls

ApplicationWindow {
    id: root
    required property QtObject model
    color: Theme.background

    SectionHeader { x: 32; y: 24; width: 400; text: "Behind the dialog" }
    Toast { id: toast; anchors.horizontalCenter: parent.horizontalCenter; anchors.bottom: parent.bottom; anchors.bottomMargin: 32; z: 2 }
    FDialog {
        id: dialog
        title: "Void this sale?"
        iconName: "warning"
        dangerous: true
        message: "Two tickets for Past Lives, F12 and F13. 25,00 € goes back to the customer in cash and the seats become free."
        acceptText: "Void sale"
        FTextField { label: "Reason"; width: parent.width; text: "Wrong showtime" }
    }
    Component.onCompleted: { toast.show("Drawer opened", StatusPill.Good, "drawer"); dialog.open(); }
}
