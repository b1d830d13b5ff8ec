namespace MlWorkbench.Application.Names;

/// <summary>A row with a name that no other of its kind may be mistaken for.</summary>
internal abstract class NamedRow
{
    private string _name = "";

    /// <summary>Unique among those that it could be taken for; case does not matter.</summary>
    public required string Name
    {
        get => _name;
        set => (_name, Spelling, Look) = (value, NameRules.SpellingOf(value), NameRules.LookOf(value));
    }

    /// <summary>The name without case.</summary>
    public string Spelling { get; private set; } = "";

    /// <summary>What a reader takes the name for.</summary>
    public string Look { get; private set; } = "";
}
