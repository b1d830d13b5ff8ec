using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlWorkbench.Application.Names;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Humility;

/// <summary>A rule for rows that a model should not be trusted with.</summary>
/// <param name="Name">Letters, digits, '-' and '_'. Predictions, log and traffic name the rule by it.</param>
/// <param name="Column">A column of the model. If null, the rule considers all columns.</param>
/// <param name="Low">Lower end of a range or band.</param>
/// <param name="High">Upper end of a range or band.</param>
/// <param name="MaxMissing">Most missing columns that are allowed.</param>
/// <param name="Value">For <see cref="HumilityAction.Override"/>: a class, or a number for regression.</param>
public sealed record HumilityRule(
    [property: JsonRequired] string Name,
    [property: JsonRequired] HumilityCondition When,
    [property: JsonRequired] HumilityAction Action,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Column = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Low = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? High = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxMissing = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Value = null)
{
    private const int MostRules = 50;
    private const int LongestName = 40;

    /// <exception cref="WorkbenchException">A rule cannot be applied to predictions of the signature.</exception>
    internal static void CheckAll(IReadOnlyList<HumilityRule> rules, ModelSignature signature)
    {
        if (rules.Count > MostRules)
        {
            throw Invalid("rules", $"An endpoint has at most {MostRules} rules; these are {rules.Count}.");
        }

        foreach (var (number, rule) in rules.Index())
        {
            if (rule?.Name is not { Length: > 0 and <= LongestName } name || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            {
                throw Invalid("name", $"Rule {number + 1}: a name has 1 to {LongestName} letters, digits, '-' and '_'.");
            }

            if (rules.Take(number).Any(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw Invalid("name", $"Rule {number + 1}: the name '{name}' occurs twice.");
            }

            rule.CheckCondition(signature);
            rule.CheckValue(signature);
        }
    }

    private void CheckCondition(ModelSignature signature)
    {
        var column = Column is null ? null : signature.Columns.FirstOrDefault(known => known.Name == Column)
            ?? throw Invalid("column", $"Rule '{Name}': the model does not use column '{NameRules.Shorten(Column)}'.");
        if (Low > High || Low is { } low && !double.IsFinite(low) || High is { } high && !double.IsFinite(high))
        {
            throw Invalid("low", $"Rule '{Name}': 'low' must not be above 'high'.");
        }

        switch (When)
        {
            case HumilityCondition.OutOfRange when column is { Minimum: null } || (column is null && (Low ?? High) is not null):
                throw Invalid("column", $"Rule '{Name}': a range needs a column of numbers or dates.");
            case HumilityCondition.UnseenCategory when column is { LevelsAreComplete: false }:
                throw Invalid("column", $"Rule '{Name}': the categories of column '{Column}' are not known completely.");
            case HumilityCondition.Uncertain when Low is null || High is null || signature.Classes.Count == 0:
                throw Invalid("low", $"Rule '{Name}': 'uncertain' needs 'low' and 'high', and a model with classes.");
            case HumilityCondition.Missing when column is null && MaxMissing is not >= 0:
                throw Invalid("maxMissing", $"Rule '{Name}': 'missing' needs a 'column' or 'maxMissing' of 0 or more.");
            default:
                return;
        }
    }

    private void CheckValue(ModelSignature signature)
    {
        if (Action != HumilityAction.Override)
        {
            return;
        }

        var fits = signature.Classes.Count == 0
            ? Value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var score) && double.IsFinite(score)
            : Value is { ValueKind: JsonValueKind.String } label && signature.Classes.Contains(label.GetString());
        if (!fits)
        {
            throw Invalid("value", signature.Classes.Count == 0
                ? (FormattableString)$"Rule '{Name}': 'override' needs a number as 'value'."
                : $"Rule '{Name}': 'override' needs a class of the model as 'value': {string.Join(", ", signature.Classes.Take(10))}.");
        }
    }

    private static WorkbenchException Invalid(string column, FormattableString message) =>
        WorkbenchException.Invalid("humility_rule_invalid", message.ToString(CultureInfo.InvariantCulture), column: column);
}
