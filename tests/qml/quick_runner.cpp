#include "tests/qml/support/plans.h"

#include "qml/Foyer/SeatMap/seat_map_plan.h"

#include <QQmlEngine>
#include <QQuickStyle>
#include <QtQuickTest>

namespace foyer::test {

/// What the QML side of the tests cannot make by itself, as the singleton `Support`.
class Support : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE foyer::qml::SeatMapPlan straight(int rows, int perRow) const {
        return {shared(straightPlan(rows, perRow))};
    }
    /// How many properties the QML file of an object declares.
    Q_INVOKABLE int ownProperties(QObject* object) const {
        const auto* type = object->metaObject();
        return type->propertyCount() - type->propertyOffset();
    }
    Q_INVOKABLE foyer::qml::SeatMapPlan kinds() const { return {shared(kindsPlan())}; }
};

/// Runs before the tests' engine is used.
class Setup : public QObject {
    Q_OBJECT

public slots:
    void applicationAvailable() { QQuickStyle::setStyle(QStringLiteral("Basic")); }
    void qmlEngineAvailable(QQmlEngine* engine) {
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        qmlRegisterSingletonInstance("Foyer.TestSupport", 1, 0, "Support", new Support(engine));
    }
};

} // namespace foyer::test

QUICK_TEST_MAIN_WITH_SETUP(foyer, foyer::test::Setup)
#include "quick_runner.moc"
