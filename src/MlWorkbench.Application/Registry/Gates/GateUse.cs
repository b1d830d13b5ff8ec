namespace MlWorkbench.Application.Registry.Gates;

/// <summary>What the promotion gates do for a transition.</summary>
public enum GateUse
{
    /// <summary>They are not evaluated.</summary>
    None,

    /// <summary>They are evaluated and shown; none blocks.</summary>
    Advisory,

    /// <summary>A failed blocking gate refuses the approval unless the approver gives a reason to override it.</summary>
    Binding,
}
