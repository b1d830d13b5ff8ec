namespace MlWorkbench.Testing.HostileFiles;

/// <summary>A small file that asks for far more time, memory or trust than it should have.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Code">Of the refusal.</param>
public sealed record HostileFile(string Name, string Code, byte[] Bytes);
