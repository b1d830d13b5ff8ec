using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>Steps of growing weight, and the checks that hold during all of them.</summary>
public sealed record RolloutPlan([property: JsonRequired] IReadOnlyList<RolloutStep> Steps, IReadOnlyList<RolloutCheck>? Checks = null)
{
    private const int MostSteps = 20;
    private const int MostChecks = 20;
    private const double MostMinutes = 43_200;

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static RolloutPlan Read(string json) => JsonSerializer.Deserialize<RolloutPlan>(json, JsonSerializerOptions.Web)!;

    /// <summary>Null without a plan.</summary>
    internal static RolloutPlan? Find(string? json) => json is null ? null : Read(json);

    /// <exception cref="WorkbenchException">The plan cannot be followed.</exception>
    internal void Check()
    {
        if (Steps is not { Count: > 0 and <= MostSteps })
        {
            throw Invalid("steps", $"A rollout has 1 to {MostSteps} steps; this one has {Steps?.Count ?? 0}.");
        }

        foreach (var (number, step) in Steps.Index())
        {
            CheckStep(number + 1, step, number == 0 ? 0 : Steps[number - 1].Weight);
        }

        if (Checks?.Count > MostChecks)
        {
            throw Invalid("checks", $"A rollout has at most {MostChecks} checks; this one has {Checks.Count}.");
        }

        foreach (var (number, check) in (Checks ?? []).Index())
        {
            CheckCheck(number + 1, check);
        }
    }

    private static void CheckStep(int number, RolloutStep? step, double before)
    {
        if (step is null || !(step.Weight > before && step.Weight <= 100))
        {
            throw Invalid("weight", $"Step {number}: 'weight' is {step?.Weight}; weights are percentages that grow from step to step, up to 100.");
        }

        if (step.Minutes is not (>= 0 and <= MostMinutes))
        {
            throw Invalid("minutes", $"Step {number}: 'minutes' is {step.Minutes}; it must be from 0 to {MostMinutes}.");
        }

        if (step.MinRows < 0)
        {
            throw Invalid("minRows", $"Step {number}: 'minRows' is {step.MinRows}; it must be 0 or more.");
        }
    }

    private static void CheckCheck(int number, RolloutCheck? check)
    {
        if (check is null || !double.IsFinite(check.Threshold))
        {
            throw Invalid("threshold", $"Check {number}: 'threshold' must be a number.");
        }

        if (check.WindowMinutes is not (>= 1 and <= MostMinutes))
        {
            throw Invalid("windowMinutes", $"Check {number}: 'windowMinutes' is {check.WindowMinutes}; it must be from 1 to {MostMinutes}.");
        }

        if (check.MinRows < 1)
        {
            throw Invalid("minRows", $"Check {number}: 'minRows' is {check.MinRows}; it must be 1 or more.");
        }
    }

    private static WorkbenchException Invalid(string column, FormattableString message) =>
        WorkbenchException.Invalid("rollout_invalid", message.ToString(CultureInfo.InvariantCulture), column: column);
}
