using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Web.Components.Shared;
using MudBlazor;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>Accepts a file and shows the progress of its upload. The browser sends the file to the API; only progress events arrive here.</summary>
public sealed partial class UploadPanel : IAsyncDisposable
{
    /// <summary>Time limit for loading the script and the upload's token over a slow connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(500);

    private readonly string _inputId = $"upload-{Guid.CreateVersion7():N}";

    private ElementReference _zone;
    private ElementReference _input;
    private DotNetObjectReference<UploadPanel>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _upload;
    private UploadOptionsForm? _options;
    private UploadState _state;
    private string _fileName = "";
    private long _fileBytes;
    private string _name = "";
    private string _failure = "";
    private long _sent;
    private double _speed;
    private ImportDetails? _import;
    private bool _cancelled;
    private bool _left;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required ImportCatalog Imports { get; init; }

    [Inject]
    public required JobCancellation Cancellation { get; init; }

    [Parameter, EditorRequired]
    public long MaxBytes { get; set; }

    /// <summary>Whether the panel is shown. A closed panel opens when a file is dropped on the page.</summary>
    [Parameter]
    public bool Open { get; set; } = true;

    /// <summary>The dataset that receives the file as a version. If null, the user names it.</summary>
    [Parameter]
    public string? Dataset { get; set; }

    /// <summary>Called with the import whose progress the panel shows.</summary>
    [Parameter]
    public EventCallback<Guid> OnImport { get; set; }

    private string TargetName => Dataset ?? _name;

    private double Percent => _fileBytes == 0 ? 0 : 100.0 * _sent / _fileBytes;

    private string Progress => _state == UploadState.Reading
        ? "Sent. The server is storing the file…"
        : $"{NumberText.Bytes(_sent)} of {NumberText.Bytes(_fileBytes)} sent{(_speed > 0 ? $" · {NumberText.Bytes((long)_speed)}/s · {NumberText.Duration((_fileBytes - _sent) / _speed)} left" : "")}";

    [JSInvokable]
    public Task PickedAsync(string fileName, long bytes) => ShowAsync(() =>
    {
        _fileName = fileName;
        _fileBytes = bytes;
        _name = DatasetNames.Suggest(fileName);
        _state = bytes > MaxBytes ? UploadState.Failed : UploadState.Picked;
        _failure = $"The file has {NumberText.Bytes(bytes)}, and the limit is {NumberText.Bytes(MaxBytes)}. Split it, or ask an administrator to raise Storage:MaxUploadBytes.";
    });

    [JSInvokable]
    public Task ProgressAsync(long sent, long total, double bytesPerSecond) => ShowAsync(() => (_sent, _fileBytes, _speed) = (sent, total, bytesPerSecond));

    [JSInvokable]
    public Task SentAsync() => ShowAsync(() =>
    {
        _state = UploadState.Reading;
        _ = KeepFreshAsync(RefreshInterval, async () =>
        {
            await LoadAsync(ReadImportAsync);
            return _state == UploadState.Reading;
        });
    });

    [JSInvokable]
    public Task CancelledAsync() => ShowAsync(Reset);

    [JSInvokable]
    public Task FailedAsync(string reason) => ShowAsync(() =>
    {
        if (_cancelled)
        {
            Reset();
        }
        else
        {
            (_state, _failure) = (UploadState.Failed, reason);
        }
    });

    [JSInvokable]
    public Task DoneAsync(string dataset, int version, bool isNew) => ShowAsync(() =>
    {
        Reset();
        if (!isNew)
        {
            Snackbar.Add($"{dataset} already has this content: version {version}.", Severity.Info);
        }

        Navigation.NavigateTo(WorkbenchUrls.Dataset(dataset, version));
    });

    public async ValueTask DisposeAsync()
    {
        _left = true;
        try
        {
            if (_upload is not null)
            {
                await _upload.InvokeVoidAsync("detach");
                await _upload.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception exception) when (exception is JSDisconnectedException or TaskCanceledException)
        {
            // The browser has disconnected or loads another page, so its listeners no longer exist.
        }

        _self?.Dispose();
        Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            var module = await Script.InvokeAsync<IJSObjectReference>("import", Patience, $"/{Assets["js/upload.js"]}");
            if (_left)
            {
                await module.DisposeAsync();
                return;
            }

            _module = module;
            _self = DotNetObjectReference.Create(this);
            _upload = await _module.InvokeAsync<IJSObjectReference>("attach", _zone, _input, _self);
        }
    }

    private async Task StartAsync()
    {
        var url = WorkbenchUrls.WithQuery($"api/v1/datasets/{Uri.EscapeDataString(TargetName.Trim())}/versions", [("fileName", _fileName), .. _options!.Query]);
        (_state, _sent, _speed, _import, _cancelled) = (UploadState.Sending, 0, 0, null, false);
        await _upload!.InvokeVoidAsync("start", Patience, url);
    }

    /// <summary>Once the file is received, the import continues without the request. It is then stopped as a job, and the request answers its end.</summary>
    private async Task CancelAsync()
    {
        if (_import is { } import)
        {
            _cancelled = await ActAsync(actor => Cancellation.RequestAsync(actor, import.Job.Id, Left));
        }
        else
        {
            await _upload!.InvokeVoidAsync("cancel");
        }
    }

    private void Reset() => (_state, _sent, _speed, _import, _cancelled) = (UploadState.Idle, 0, 0, null, false);

    private async Task ReadImportAsync(Actor actor)
    {
        if (await Imports.FindUploadAsync(actor, TargetName.Trim(), Left) is not { } found || _state != UploadState.Reading)
        {
            return;
        }

        var isOther = found.Id != _import?.Id;
        _import = found;
        if (isOther)
        {
            await OnImport.InvokeAsync(found.Id);
        }
    }

    private Task ShowAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
