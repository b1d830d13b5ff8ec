using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Events;

/// <summary>A change by a verb: a stable code, and the values that say what changed. Each feature declares its changes in one file.</summary>
/// <param name="Kind">Subject and verb in the past tense: <c>stage.changed</c>. Consumers and the audit trail know it, so it never changes.</param>
internal abstract record WorkbenchChange([property: JsonIgnore] string Kind)
{
    /// <summary>The sentence of the audit trail. Null if kind and subject already say everything.</summary>
    public virtual string? Describe() => null;
}
