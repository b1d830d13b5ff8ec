namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Effect of the promotion gates on a transition.</summary>
public enum GateUse
{
    /// <summary>The gates are not evaluated.</summary>
    None,

    /// <summary>The gates are evaluated and shown, without blocking.</summary>
    Advisory,

    /// <summary>A failed blocking gate refuses the approval unless the approver gives a reason to override it.</summary>
    Binding,
}
