using System.Globalization;
using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Models;

/// <summary>A version was refused because it does not score its golden rows as when it was trained.</summary>
internal sealed record ModelUnproven(int Version, string Deviation) : WorkbenchChange("version.unproven")
{
    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Version {Version}. {Deviation}");
}
