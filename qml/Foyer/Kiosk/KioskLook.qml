pragma Singleton
import QtQuick
import Foyer.Theme

/*!
    The Theme's sizes for a kiosk: for people who stand before a tall screen and touch it with their
    fingers. `scale` fits them to the screen, `largeText` is the customer's.
*/
QtObject {
    id: root

    property real scale: 1
    property bool largeText: false
    readonly property real type: scale * (largeText ? 1.25 : 1)

    readonly property int caption: Math.round(Theme.fontBody * 1.4 * type)
    readonly property int body: Math.round(Theme.fontTitle * 1.4 * type)
    readonly property int title: Math.round(Theme.fontHeading * 1.35 * type)
    readonly property int heading: Math.round(Theme.fontDisplay * 1.4 * type)
    readonly property int display: Math.round(Theme.fontDisplay * 2.4 * type)

    readonly property int gapSmall: Math.round(Theme.gapSmall * 1.5 * scale)
    readonly property int gap: Math.round(Theme.gapLarge * scale)
    readonly property int margin: Math.round(Theme.gapLarge * 2.25 * scale)
    readonly property int radius: Math.round(Theme.radius * 1.75 * scale)
    readonly property int target: Math.max(64, Math.round(72 * scale))
    readonly property int primary: Math.max(96, Math.round(108 * scale))
    readonly property int icon: Math.round(32 * scale)

    readonly property int slow: Theme.duration * 4
}
