using System.Net.Sockets;
using System.Text;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Sends bytes as they are: what no decent client would.</summary>
internal static class RawHttp
{
    /// <returns>All that the server sends until it closes the connection or says nothing more for a while.</returns>
    public static async Task<string> SendAsync(Uri address, string request, TimeSpan? patience = null)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        return await ReadAsync(stream, patience ?? TimeSpan.FromSeconds(1));
    }

    public static async Task<string> ReadAsync(NetworkStream stream, TimeSpan patience)
    {
        var answer = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                using var silence = new CancellationTokenSource(answer.Length == 0 ? TimeSpan.FromSeconds(30) : patience);
                var read = await stream.ReadAsync(buffer, silence.Token);
                if (read == 0) break;
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Silence or a reset ends the answer.
        }
        return answer.ToString();
    }

    public static int Answers(string answer) => answer.Split("HTTP/1.1 ").Length - 1;

    public static int Status(string answer) => answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer[9..12], System.Globalization.CultureInfo.InvariantCulture) : 0;
}
