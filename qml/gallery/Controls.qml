import QtQuick
import QtQuick.Window
import Foyer.Theme
import Foyer.Controls

Window {
    id: root
    required property QtObject model
    color: Theme.background

    Row {
        x: 32
        y: 28
        spacing: 32
        Column {
            spacing: 20
            width: 560
            SectionHeader { text: "Buttons"; detail: "with their keys"; width: parent.width }
            Row {
                spacing: 12
                FButton { text: "Take cash"; iconName: "cash"; kind: FButton.Primary; key: "F8" }
                FButton { text: "2 best"; iconName: "sparkle"; key: "F2" }
                FButton { text: "Undo"; iconName: "undo"; kind: FButton.Quiet }
                FButton { text: "Void"; kind: FButton.Danger }
            }
            Row {
                spacing: 12
                FButton { text: "Take 25.50 €"; large: true; kind: FButton.Primary; key: "Enter"; focus: true; Component.onCompleted: forceActiveFocus(Qt.TabFocusReason) }
                FButton { text: "Disabled"; large: true; enabled: false; iconName: "lock" }
                FButton { text: "Off"; kind: FButton.Primary; enabled: false; anchors.verticalCenter: parent.verticalCenter }
            }
            Row {
                spacing: 12
                FIconButton { iconName: "search"; text: "Search" }
                FIconButton { iconName: "printer"; text: "Print"; raised: true }
                FIconButton { iconName: "settings"; text: "Settings"; raised: true }
                FIconButton { iconName: "logout"; text: "Log out"; enabled: false }
                Stepper { label: "Adult"; value: 2; objectName: "stepper" }
                Badge { count: 7; anchors.verticalCenter: parent.verticalCenter }
                KeyHint { text: "F12"; anchors.verticalCenter: parent.verticalCenter }
            }
            SectionHeader { text: "Status"; width: parent.width }
            Flow {
                width: parent.width
                spacing: 8
                StatusPill { text: "Online"; iconName: "network"; tone: StatusPill.Good }
                StatusPill { text: "Offline for 12 min"; iconName: "network-off"; tone: StatusPill.Caution }
                StatusPill { text: "3 waiting, oldest 4 min"; iconName: "queue"; tone: StatusPill.Info }
                StatusPill { text: "Printer out of paper"; iconName: "printer"; tone: StatusPill.Bad }
                StatusPill { text: "Mira K."; iconName: "user" }
                StatusPill { text: "Synced 20:14"; iconName: "sync" }
                StatusPill { text: "compact"; iconName: "clock"; compact: true }
            }
            Flow {
                width: parent.width
                spacing: 8
                Chip { text: "Today"; checked: true }
                Chip { text: "Tomorrow" }
                Chip { text: "Sat 14" }
                Chip { text: "2D"; iconName: "film" }
            }
            ErrorBanner {
                width: parent.width
                title: "The ticket printer does not answer"
                message: "The sale is safe in the journal. Check the paper, then print again."
                actionText: "Print again"
            }
            ErrorBanner {
                width: parent.width
                warning: true
                dismissable: true
                title: "Server not reachable since 20:02"
                message: "You can go on selling the 48 seats this terminal owns."
            }
            Flow {
                width: parent.width
                spacing: 14
                Repeater {
                    model: ["tick", "warning", "error", "info", "printer", "network", "network-off", "user", "clock", "seat", "sofa", "wheelchair", "companion", "eye-off", "ticket", "cash", "card", "back", "forward", "chevron-right", "chevron-left", "chevron-down", "close", "search", "lock", "undo", "redo", "plus", "minus", "calendar", "film", "sync", "queue", "backspace", "door", "logout", "fit", "zoom-in", "zoom-out", "sparkle", "drawer", "trash", "copy", "sun", "moon", "settings", "star", "block"]
                    Icon { required property string modelData; name: modelData; color: Theme.text }
                }
            }
        }
        Column {
            spacing: 16
            width: 420
            SectionHeader { text: "Showtimes"; detail: "Friday 13"; width: parent.width; FIconButton { iconName: "calendar"; text: "Day" } }
            Panel {
                width: parent.width
                padding: 8
                Column {
                    width: parent.width
                    ListRow { width: parent.width; title: "Past Lives"; subtitle: "20:15 · Saal 2 · OmU"; iconName: "film"; selected: true; FillBar { sold: 0.42; held: 0.1; label: "118 free"; width: 150 } }
                    ListRow { width: parent.width; title: "The Zone of Interest"; subtitle: "20:30 · Saal 1"; iconName: "film"; FillBar { sold: 0.9; label: "22 free"; width: 150 } }
                    ListRow { width: parent.width; title: "Dune: Part Two"; subtitle: "21:00 · Saal 5"; iconName: "film"; FillBar { sold: 1; label: "sold out"; width: 150 } }
                    ListRow { width: parent.width; title: "Settings"; iconName: "settings"; chevron: true }
                }
            }
            Panel {
                width: parent.width
                raised: true
                Column {
                    width: parent.width
                    spacing: 10
                    Repeater {
                        model: [["2 × Adult", "25,00 €"], ["1 × Child", "7,11 €"], ["3 × 3D glasses", "3,00 €"]]
                        Item {
                            required property var modelData
                            width: parent.width
                            height: 24
                            FText { text: modelData[0] }
                            MoneyText { anchors.right: parent.right; text: modelData[1] }
                        }
                    }
                    Rectangle { width: parent.width; height: 1; color: Theme.outline }
                    Item {
                        width: parent.width
                        height: 36
                        FText { text: "To pay"; color: Theme.textMuted; anchors.verticalCenter: parent.verticalCenter }
                        MoneyText { anchors.right: parent.right; text: "35,11 €"; pixelSize: Theme.fontHeading }
                    }
                }
            }
            EmptyState {
                width: parent.width
                title: "No seats chosen"
                message: "Tap seats on the map, or let Foyer pick the best ones that keep the party together."
                iconName: "seat"
                actionText: "2 best"
            }
        }
    }
}
