using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>Code with a copy button.</summary>
public sealed partial class CodeBlock
{
    private bool _copied;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Parameter, EditorRequired]
    public required string Code { get; set; }

    protected override void OnParametersSet() => _copied = false;

    private async Task CopyAsync()
    {
        await Script.InvokeVoidAsync("workbench.copy", Code);
        _copied = true;
    }
}
