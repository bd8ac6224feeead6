// What a native Telegram client injects into the page before any of its scripts.
// `telegramClient.posted` records what the app sends; `telegramClient.send` answers it.
(() => {
  if (window !== window.top) return;

  const SAFE_AREA = { top: 47, bottom: 34, left: 0, right: 0 };
  const CONTENT_SAFE_AREA = { top: 46, bottom: 0, left: 0, right: 0 };

  const answers = {
    web_app_request_viewport: () => ["viewport_changed", {
      height: innerHeight, width: innerWidth, is_expanded: true, is_state_stable: true,
    }],
    web_app_request_safe_area: () => ["safe_area_changed", SAFE_AREA],
    web_app_request_content_safe_area: () => ["content_safe_area_changed", CONTENT_SAFE_AREA],
    web_app_request_fullscreen: () => ["fullscreen_changed", { is_fullscreen: true }],
    web_app_exit_fullscreen: () => ["fullscreen_changed", { is_fullscreen: false }],
    web_app_open_popup: ({ buttons }) => ["popup_closed", {
      button_id: (buttons.find((button) => button.type === "ok") ?? buttons[0]).id,
    }],
    web_app_invoke_custom_method: ({ req_id }) => ["custom_method_invoked", { req_id, result: "" }],
  };

  window.telegramClient = {
    posted: [],
    send(type, data) {
      window.Telegram?.WebView?.receiveEvent(type, data);
    },
  };

  window.TelegramWebviewProxy = {
    postEvent(type, json) {
      const data = json ? JSON.parse(json) : null;
      telegramClient.posted.push({ type, data });
      const answer = answers[type]?.(data);
      if (answer) setTimeout(() => telegramClient.send(...answer));
    },
  };
})();
