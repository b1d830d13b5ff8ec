using System.Globalization;
using System.Text.Json;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Serving.Humility;

/// <summary>Sentences about humility rules.</summary>
internal static class HumilityText
{
    public static string Of(HumilityCondition condition) => condition switch
    {
        HumilityCondition.OutOfRange => "A number is out of range",
        HumilityCondition.UnseenCategory => "A category is unknown",
        HumilityCondition.Uncertain => "The score is uncertain",
        _ => "Values are missing",
    };

    public static string Of(HumilityAction action) => action switch
    {
        HumilityAction.Flag => "Flag the prediction",
        HumilityAction.Override => "Answer another value",
        _ => "Refuse the call",
    };

    /// <summary>The condition of the rule as a sentence.</summary>
    public static string Condition(HumilityRule rule) => rule.When switch
    {
        HumilityCondition.OutOfRange => Range(rule),
        HumilityCondition.UnseenCategory => rule.Column is { } column
            ? $"{column} has a category that training rows lack"
            : "A category does not occur in the training rows",
        HumilityCondition.Uncertain => $"The score is from {Number(rule.Low)} to {Number(rule.High)}",
        _ => rule.Column is { } missing
            ? $"{missing} is missing"
            : string.Create(CultureInfo.InvariantCulture, $"More than {rule.MaxMissing} {(rule.MaxMissing == 1 ? "column is" : "columns are")} missing"),
    };

    /// <summary>The effect of the rule.</summary>
    public static string Effect(HumilityRule rule) =>
        rule is { Action: HumilityAction.Override, Value: { } value } ? $"Answer {Value(value)}" : Of(rule.Action);

    /// <summary>Columns that a rule with the condition can be about.</summary>
    public static IEnumerable<SignatureColumn> ColumnsFor(HumilityCondition condition, ModelSignature signature) => condition switch
    {
        HumilityCondition.OutOfRange => signature.Columns.Where(column => column.Minimum is not null),
        HumilityCondition.UnseenCategory => signature.Columns.Where(column => column.LevelsAreComplete),
        HumilityCondition.Missing => signature.Columns,
        _ => [],
    };

    /// <summary>Conditions that can apply to predictions of the model.</summary>
    public static IEnumerable<HumilityCondition> ConditionsFor(ModelSignature signature) =>
        Enum.GetValues<HumilityCondition>().Where(condition => condition != HumilityCondition.Uncertain || signature.Classes.Count > 0);

    /// <summary>The range of the training rows. Null without a column.</summary>
    public static string? RangeOf(SignatureColumn? column) => (column?.Type, column?.Minimum, column?.Maximum) switch
    {
        (ColumnType.Date, { } low, { } high) => $"Training rows: {DateText.Format(low)} to {DateText.Format(high)}",
        (_, { } low, { } high) => $"Training rows: {MetricText.Number(low)} to {MetricText.Number(high)}",
        _ => null,
    };

    private static string Range(HumilityRule rule)
    {
        var subject = rule.Column ?? "A number";
        return (rule.Low, rule.High) switch
        {
            ({ } low, { } high) => $"{subject} is below {Number(low)} or above {Number(high)}",
            ({ } low, null) => $"{subject} is below {Number(low)}",
            (null, { } high) => $"{subject} is above {Number(high)}",
            _ => $"{subject} is outside the range of the training rows",
        };
    }

    private static string Number(double? value) => value is { } number ? MetricText.Number(number) : "—";

    private static string Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? $"“{value.GetString()}”" : MetricText.Number(value.GetDouble());
}
