namespace MlWorkbench.Testing.HostileFiles;

/// <summary>A small file that demands far more time, memory or trust than it should.</summary>
/// <param name="Name">Name of the fault.</param>
/// <param name="Code">Code of the refusal.</param>
public sealed record HostileFile(string Name, string Code, byte[] Bytes);
