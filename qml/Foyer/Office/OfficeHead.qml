import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The heading of a page that the server fills, and what must be known of it: that it is old, or
    what became of a decision. */
Column {
    id: root

    required property OfficeModel office
    required property string title
    property string detail: ""
    property bool quiet: false ///< the outcome is said by a dialog

    objectName: "office.head"
    spacing: Theme.gap

    Item {
        width: parent.width
        height: heading.height
        FText {
            id: heading
            text: root.title
            font.pixelSize: Theme.fontHeading
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        FText {
            anchors.left: heading.right
            anchors.leftMargin: Theme.gap
            anchors.right: parent.right
            anchors.baseline: heading.baseline
            text: root.detail
            color: Theme.textMuted
        }
    }
    ErrorBanner {
        objectName: "office.stale"
        width: parent.width
        visible: root.office.staleText !== ""
        warning: true
        title: root.office.staleText
    }
    Rectangle {
        objectName: "office.outcome"
        width: parent.width
        height: said.implicitHeight + 28
        visible: root.office.outcomeText !== "" && !root.quiet
        radius: Theme.radius
        readonly property color ink: root.office.outcomeGood ? Theme.success : Theme.danger
        color: Qt.tint(Theme.surface, Qt.alpha(ink, 0.10))
        border.width: 1
        border.color: Qt.alpha(ink, 0.45)
        Accessible.role: Accessible.AlertMessage
        Accessible.name: said.text
        Icon {
            id: mark
            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: root.office.outcomeGood ? "tick" : "error"
            color: parent.ink
        }
        FText {
            id: said
            objectName: "office.outcomeText"
            anchors.left: mark.right
            anchors.leftMargin: 14
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: root.office.outcomeText
            wrapMode: Text.Wrap
        }
    }
}
