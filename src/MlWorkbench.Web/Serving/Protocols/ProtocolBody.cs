using MlWorkbench.Application;

namespace MlWorkbench.Web.Serving.Protocols;

/// <summary>Reads the body of a call whole. The site's limit of a request body bounds it.</summary>
internal static class ProtocolBody
{
    private const string Plain = "identity";

    /// <exception cref="WorkbenchException">The body is compressed.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals(Plain, StringComparison.OrdinalIgnoreCase))
        {
            throw new WorkbenchException(ErrorKind.UnsupportedType, "body_compressed", "The body is compressed (Content-Encoding). Send it uncompressed.");
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
