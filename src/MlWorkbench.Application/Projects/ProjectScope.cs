namespace MlWorkbench.Application.Projects;

/// <summary>The project that an actor works in. Catalogs and verbs see only its rows.</summary>
/// <param name="Name">The project's part of addresses.</param>
/// <param name="IsArchived">An archived project is read-only.</param>
public sealed record ProjectScope(Guid Id, string Name, bool IsArchived = false)
{
    /// <summary>Name of the project whose addresses have no project.</summary>
    public const string DefaultName = "default";

    /// <summary>The project that every database starts with.</summary>
    public static ProjectScope Default { get; } = new(new Guid("00000000-0000-7000-8000-000000000001"), DefaultName);

    /// <summary>The scope of an actor without a project: the project does not exist, or the actor is not a member of it.</summary>
    public static ProjectScope None { get; } = new(Guid.Empty, "");

    public bool IsDefault => Id == Default.Id;

    public bool IsNone => Id == Guid.Empty;
}
