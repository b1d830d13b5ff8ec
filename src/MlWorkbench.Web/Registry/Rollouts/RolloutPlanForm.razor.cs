using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Rollouts;

namespace MlWorkbench.Web.Registry.Rollouts;

/// <summary>Form of a rollout's steps and checks. A check that is switched off keeps its numbers.</summary>
public sealed partial class RolloutPlanForm
{
    private readonly List<RolloutStep> _steps = [];
    private readonly List<(RolloutCheck Check, bool IsOn)> _checks = [];

    [Parameter, EditorRequired]
    public required RolloutPlan Plan { get; set; }

    [Parameter]
    public EventCallback<RolloutPlan> PlanChanged { get; set; }

    protected override void OnInitialized() => Use(Plan);

    private void Use(RolloutPlan plan)
    {
        _steps.Clear();
        _steps.AddRange(plan.Steps);
        _checks.Clear();
        _checks.AddRange((plan.Checks ?? []).Select(check => (check, true)));
    }

    private Task UseAsync(RolloutPlan plan)
    {
        Use(plan);
        return TellAsync();
    }

    private Task AddStepAsync()
    {
        _steps.Add(_steps[^1] with { Weight = Math.Min(100, _steps[^1].Weight * 2) });
        return TellAsync();
    }

    private Task RemoveStepAsync(int position)
    {
        if (position < _steps.Count && _steps.Count > 1)
        {
            _steps.RemoveAt(position);
        }

        return TellAsync();
    }

    /// <summary>Takes a change and no value, because a field can change before the last change is rendered, even one of a removed step.</summary>
    private Task ChangeStepAsync(int position, Func<RolloutStep, RolloutStep> change)
    {
        if (position < _steps.Count)
        {
            _steps[position] = change(_steps[position]);
        }

        return TellAsync();
    }

    private Task ChangeCheckAsync(int position, Func<RolloutCheck, RolloutCheck> change)
    {
        _checks[position] = (change(_checks[position].Check), _checks[position].IsOn);
        return TellAsync();
    }

    private Task SwitchCheckAsync(int position, bool isOn)
    {
        _checks[position] = (_checks[position].Check, isOn);
        return TellAsync();
    }

    private Task TellAsync() => PlanChanged.InvokeAsync(new RolloutPlan([.. _steps], [.. _checks.Where(check => check.IsOn).Select(check => check.Check)]));

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An empty or unreadable field keeps its last number.</summary>
    private static double Number(ChangeEventArgs change, double last) =>
        double.TryParse(change.Value?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : last;

    private static int Whole(ChangeEventArgs change, int last) =>
        int.TryParse(change.Value?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : last;
}
