using System.Runtime.CompilerServices;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>A <see cref="BrowserFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute, Xunit.v3.ITraitAttribute
{
    public BrowserTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = BrowserFactAttribute.WhyNot;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => BrowserFactAttribute.Traits;
}
