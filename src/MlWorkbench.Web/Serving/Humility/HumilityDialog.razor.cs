using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Web.Components.Shared;
using MudBlazor;

namespace MlWorkbench.Web.Serving.Humility;

/// <summary>Adds or edits a humility rule. The rule can be tried on logged predictions before it is stored.</summary>
public sealed partial class HumilityDialog
{
    /// <summary>Position that stands for all columns.</summary>
    private const int Any = -1;

    /// <summary>Name of a rule without one while it is tried.</summary>
    private const string Unnamed = "rule";

    private ModelSignature? _signature;
    private string _name = "";
    private HumilityCondition _when;
    private int _position = Any;
    private double? _low;
    private double? _high;
    private int? _maxMissing = 0;
    private HumilityAction _action;
    private string? _label;
    private double? _number;
    private HumilitySimulation? _simulation;
    private bool _busy;

    [Inject]
    public required HumilityRules Rules { get; init; }

    [Inject]
    public required EndpointCatalog Endpoints { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    /// <summary>The rule to edit. Null for a new one.</summary>
    [Parameter]
    public HumilityRule? Rule { get; set; }

    private SignatureColumn? Column => _position == Any ? null : _signature!.Columns[_position];

    private bool HasBounds => _when == HumilityCondition.Uncertain || (_when == HumilityCondition.OutOfRange && Column is not null);

    private string BoundsHint => _when == HumilityCondition.Uncertain ? "Score from 0 to 1" : "Empty: the range of the training rows";

    private HumilityRule Edited => new(
        _name.Trim(),
        _when,
        _action,
        Column?.Name,
        HasBounds ? _low : null,
        HasBounds ? _high : null,
        _when == HumilityCondition.Missing && Column is null ? _maxMissing : null,
        _action != HumilityAction.Override ? null
        : _signature!.Classes.Count > 0 ? JsonSerializer.SerializeToElement(_label)
        : JsonSerializer.SerializeToElement(_number));

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        var signature = (await Endpoints.FindAsync(actor, Endpoint, reference: null, Left)).Signature;
        if (Rule is { } rule)
        {
            (_name, _when, _action, _low, _high, _maxMissing) = (rule.Name, rule.When, rule.Action, rule.Low, rule.High, rule.MaxMissing ?? 0);
            _position = rule.Column is { } column ? signature.IndexOf(column) : Any;
            _label = rule.Value is { ValueKind: JsonValueKind.String } label ? label.GetString() : null;
            _number = rule.Value is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
        }

        _label ??= signature.Classes.Count > 0 ? signature.Classes[0] : null;
        _signature = signature;
    });

    private void Choose(HumilityCondition condition) => Edit(() => (_when, _position, _low, _high) = (condition, Any, null, null));

    private void ChooseColumn(int position) => Edit(() => (_position, _low, _high) = (position, null, null));

    /// <summary>A tried share belongs to the condition that was tried.</summary>
    private void Edit(Action change)
    {
        change();
        _simulation = null;
    }

    private async Task TryAsync()
    {
        _busy = true;
        await ActAsync(async actor =>
        {
            // The effect and the name change nothing about the rows that a rule applies to.
            var tried = Edited with { Name = Unnamed, Action = HumilityAction.Flag, Value = null };
            _simulation = await Rules.SimulateAsync(actor, Endpoint, [tried], Left);
        });
        _busy = false;
    }

    private Task<bool> SaveAsync() => ActAsync(async actor =>
    {
        var edited = Edited;
        var current = await Rules.ListAsync(actor, Endpoint, Left);
        await Rules.SetAsync(
            actor,
            Endpoint,
            current.Any(rule => rule.Name == Rule?.Name) ? [.. current.Select(rule => rule.Name == Rule!.Name ? edited : rule)] : [.. current, edited],
            Left);
        Dialog.Close();
    });

    private static string Describe(HumilitySimulation tried) => tried.Rows == 0
        ? "No predictions are logged yet, so the rule cannot be tried."
        : $"The rule would have applied to {NumberText.Percent(tried.Hits[0].Share)} of the newest {NumberText.Count(tried.Rows)} logged predictions.";
}
